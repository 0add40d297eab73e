// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A chosen is an exchange of one of several accounts.
type chosen struct {
	accounts *accounts
	ctx      context.Context // done when the exchange is over
	request  *scheme.Request

	account  *account // that gave the last answer; nil if there is none
	exchange scheme.Exchange
	bound    bool // it has answered a challenge: there will be no other
}

// Format keeps the credentials, and what made them, out of logs.
func (x *chosen) Format(f fmt.State, _ rune) { io.WriteString(f, "negotiate exchange [redacted]") }

func (x *chosen) Next(ctx context.Context, offered []header.Challenge) (scheme.Answer, error) {
	if len(offered) > 0 {
		return x.meet(ctx, offered)
	}
	a := x.accounts.ahead(x.request)
	if a == nil {
		return scheme.Answer{}, scheme.ErrDeclined
	}
	exchange := a.client.Begin(x.ctx, x.request)
	answer, err := exchange.Next(ctx, nil)
	if err == nil {
		x.account, x.exchange = a, exchange
	}
	return answer, err
}

// meet answers a challenge of the first realm that there is an account for.
func (x *chosen) meet(ctx context.Context, offered []header.Challenge) (scheme.Answer, error) {
	declined := error(scheme.ErrDeclined)
	if x.bound {
		declined = scheme.ErrRejected
	}
	for i, ch := range offered {
		realm := realmOf(ch)
		if len(inRealm(realm, offered[:i])) > 0 || x.bound && x.account.place.Realm != realm {
			continue
		}
		answer, err := x.try(ctx, realm, inRealm(realm, offered))
		if !errors.Is(err, scheme.ErrDeclined) {
			return answer, err
		}
		if declined == scheme.ErrDeclined {
			declined = err
		}
	}
	return scheme.Answer{}, declined
}

// try answers challenges of one realm.
func (x *chosen) try(ctx context.Context, realm string, offered []header.Challenge) (scheme.Answer, error) {
	a, exchange := x.account, x.exchange
	if a == nil || a.place.Realm != realm {
		var err error
		place := Place{Origin: x.request.Origin, Proxy: x.request.Proxy, Realm: realm, Scheme: x.accounts.name}
		if a, err = x.accounts.get(ctx, place); err != nil {
			return scheme.Answer{}, err
		}
		exchange = a.client.Begin(x.ctx, x.request)
	}
	answer, err := exchange.Next(ctx, offered)
	if err == nil {
		x.account, x.exchange, x.bound = a, exchange, true
	} else if !errors.Is(err, scheme.ErrDeclined) && ctx.Err() == nil {
		x.accounts.forget(a)
	}
	return answer, err
}

func (x *chosen) Verify(ctx context.Context, resp *scheme.Response) (mutual bool, err error) {
	if x.account == nil {
		return false, nil
	}
	mutual, err = x.exchange.Verify(ctx, resp)
	if err == nil && x.bound && accepted(x.request, resp) {
		x.accounts.accepted(x.account, x.request)
	}
	return mutual, err
}

func realmOf(ch header.Challenge) string {
	realm, _ := ch.Param("realm")
	return realm
}

// inRealm returns the challenges of one realm.
func inRealm(realm string, offered []header.Challenge) (chs []header.Challenge) {
	for _, ch := range offered {
		if realmOf(ch) == realm {
			chs = append(chs, ch)
		}
	}
	return chs
}
