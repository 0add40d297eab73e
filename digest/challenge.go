// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"strings"
	"sync/atomic"

	"github.com/go-httpauth/httpauth/header"
)

// A form is what all challenges for one algorithm have in common: all but realm
// and nonce. Anybody may ask for challenges, as often as they like, so that the
// texts around the nonce are made once.
type form struct {
	before []header.Param // between realm and nonce
	tails  [4]string      // behind the nonce, see tail
	head   atomic.Pointer[head]
}

// A head is the text before the nonce, for the realm that was asked for last.
// Most servers have but one.
type head struct{ realm, text string }

// tail returns the index of the text for such a challenge.
func tail(stale, proxy bool) (i int) {
	if stale {
		i++
	}
	if proxy {
		i += 2
	}
	return i
}

// forms returns one for each algorithm.
func (o *Options) forms() (all []*form, err error) {
	tails, err := o.tails()
	if err != nil {
		return nil, err
	}
	for _, a := range o.Algorithms {
		var before []header.Param
		if list := listQOPs(o.QOP); list != "" {
			before = append(before, header.Quoted("qop", list))
		}
		all = append(all, &form{before: append(before, header.Token("algorithm", string(a))), tails: tails})
	}
	return all, nil
}

// tails returns the texts behind the nonce. What is quoted is fixed for each
// parameter by RFC 7616, Section 3.3, and the order is the one that most clients
// are used to. Proxies send no domain.
func (o *Options) tails() (texts [4]string, err error) {
	for _, stale := range [...]bool{false, true} {
		for _, proxy := range [...]bool{false, true} {
			var params []header.Param
			if stale {
				params = append(params, header.Token("stale", "true"))
			}
			if o.Opaque != "" {
				params = append(params, header.Quoted("opaque", o.Opaque))
			}
			if o.UTF8 {
				params = append(params, header.Token("charset", "UTF-8"))
			}
			if o.UserHash {
				params = append(params, header.Token("userhash", "true"))
			}
			if len(o.Domain) > 0 && !proxy {
				params = append(params, header.Quoted("domain", strings.Join(o.Domain, " ")))
			}
			list, err := header.NewInfo(params...)
			if err != nil {
				return texts, err
			}
			text := `"`
			if len(params) > 0 {
				text += ", " + list.String()
			}
			texts[tail(stale, proxy)] = text
		}
	}
	return texts, nil
}

// append appends a challenge to chs. The nonce needs no escapes.
func (f *form) append(chs []header.Challenge, realm, nonce string, stale, proxy bool) ([]header.Challenge, error) {
	h := f.head.Load()
	if h == nil || h.realm != realm {
		before, err := header.NewChallenge(name, append([]header.Param{header.Quoted("realm", realm)}, f.before...)...)
		if err != nil {
			return nil, err
		}
		h = &head{realm, before.String() + `, nonce="`}
		f.head.Store(h)
	}
	return header.AppendChallenges(chs, []string{h.text + nonce + f.tails[tail(stale, proxy)]})
}
