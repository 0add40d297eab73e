// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A Place is what an account is chosen for: a protection space (RFC 9110,
// Section 11.5), and the scheme of its challenge.
type Place struct {
	Origin string // as the func Origin writes it
	Proxy  bool   // Origin is that of a proxy, which asks for itself
	Realm  string // byte for byte as in the challenge; empty if it has none
	Scheme string
}

// Accounts returns a client of several accounts: choose returns the client of
// the scheme with that name which answers at a place, or an error. With one that
// wraps scheme.ErrDeclined there is no account for the place, and the next realm
// or scheme is tried; any other fails the request.
//
// The realm is the word of whoever answered, but the place is never beyond the
// origins of the Client that this is for. A realm that choose does not know is
// not for an account of it.
//
// The clients are kept, up to 64 of them, with what they have learnt, until a
// server refuses their answer: then choose is asked again. Ahead of any
// challenge, that client is asked which was accepted last nearest to the target,
// in its directory or in one above; so the first request to a place, and the
// first with Bearer too, costs a challenge.
func Accounts(name string, choose func(ctx context.Context, p Place) (scheme.Client, error)) scheme.Client {
	return &accounts{name: name, choose: choose}
}

// Bounds of what is kept, for servers that send ever more realms.
const (
	maxAccounts    = 64
	maxDirectories = 16      // of one account
	maxText        = 1 << 10 // bytes of a realm, or of a directory
)

type accounts struct {
	name   string
	choose func(ctx context.Context, p Place) (scheme.Client, error)

	mu   sync.Mutex
	kept []*account // the one that was accepted, or chosen, last first
}

// An account is what was chosen for a place.
type account struct {
	place       Place
	client      scheme.Client
	directories []string // where its answers were accepted
}

func (as *accounts) Name() string { return as.name }

// Format keeps what the accounts are out of logs.
func (as *accounts) Format(f fmt.State, _ rune) { io.WriteString(f, "negotiate accounts [redacted]") }

func (as *accounts) Begin(ctx context.Context, r *scheme.Request) scheme.Exchange {
	return &chosen{accounts: as, ctx: ctx, request: r}
}

var errOtherScheme = errors.New("negotiate: the client that was chosen is of another scheme")

// get returns the account for a place.
func (as *accounts) get(ctx context.Context, p Place) (*account, error) {
	if a := as.find(p); a != nil {
		return a, nil
	}
	client, err := as.choose(ctx, p)
	switch {
	case err != nil:
		return nil, err
	case client == nil:
		return nil, scheme.ErrDeclined
	case !header.EqualFold(client.Name(), as.name):
		return nil, errOtherScheme
	}
	as.mu.Lock()
	defer as.mu.Unlock()
	for _, a := range as.kept {
		if a.place == p { // another request was faster
			return a, nil
		}
	}
	a := &account{place: p, client: client}
	if len(p.Realm) <= maxText {
		as.front(a)
	}
	return a, nil
}

func (as *accounts) find(p Place) *account {
	as.mu.Lock()
	defer as.mu.Unlock()
	for _, a := range as.kept {
		if a.place == p {
			return a
		}
	}
	return nil
}

// front puts an account in front. as is locked.
func (as *accounts) front(a *account) {
	kept := append(make([]*account, 0, len(as.kept)+1), a)
	for _, other := range as.kept {
		if other != a && len(kept) < maxAccounts {
			kept = append(kept, other)
		}
	}
	as.kept = kept
}

// forget drops an account that was refused.
func (as *accounts) forget(a *account) {
	as.mu.Lock()
	defer as.mu.Unlock()
	as.kept = slices.DeleteFunc(as.kept, func(other *account) bool { return other == a })
}

// accepted notes where an account was accepted. No other is used first there.
func (as *accounts) accepted(a *account, r *scheme.Request) {
	dir, ok := directory(r)
	if !ok || len(dir) > maxText {
		return
	}
	as.mu.Lock()
	defer as.mu.Unlock()
	if !slices.Contains(as.kept, a) {
		return
	}
	for _, other := range as.kept {
		if other.place.Origin == r.Origin && other.place.Proxy == r.Proxy {
			other.directories = slices.DeleteFunc(other.directories, func(d string) bool { return d == dir })
		}
	}
	a.directories = append([]string{dir}, a.directories[:min(len(a.directories), maxDirectories-1)]...)
	as.front(a)
}

// ahead returns the client that may have an answer ahead of any challenge.
func (as *accounts) ahead(r *scheme.Request) *account {
	dir, ok := directory(r)
	if !ok {
		return nil
	}
	as.mu.Lock()
	defer as.mu.Unlock()
	var best *account
	length := -1
	for _, a := range as.kept {
		if a.place.Origin != r.Origin || a.place.Proxy != r.Proxy {
			continue
		}
		for _, d := range a.directories {
			if strings.HasPrefix(dir, d) && len(d) > length {
				best, length = a, len(d)
			}
		}
	}
	return best
}

// directory returns the path of a request up to its last slash. It is not ok if
// the origin is not known, or if a server might take the path for another one. A
// proxy has but one directory, whatever the target is.
func directory(r *scheme.Request) (dir string, ok bool) {
	switch {
	case r.Origin == "":
		return "", false
	case r.Proxy:
		return "/", true
	}
	path, ok := r.Path()
	return path[:strings.LastIndexByte(path, '/')+1], ok
}
