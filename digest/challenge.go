// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"strings"

	"github.com/go-httpauth/httpauth/header"
)

// A form is what all challenges for one algorithm have in common. It is made
// once: challenges are what anybody may ask for, as often as they like.
type form struct {
	before []header.Param // the nonce
	after  []header.Param
	domain []header.Param // after those, but not at proxies
}

// maxParams has room for all parameters of a challenge.
const maxParams = 10

func (o *Options) forms() (all []form) {
	var after, domain []header.Param
	if o.Opaque != "" {
		after = append(after, header.Quoted("opaque", o.Opaque))
	}
	if o.UTF8 {
		after = append(after, header.Token("charset", "UTF-8"))
	}
	if o.UserHash {
		after = append(after, header.Token("userhash", "true"))
	}
	if len(o.Domain) > 0 {
		domain = append(domain, header.Quoted("domain", strings.Join(o.Domain, " ")))
	}
	for _, a := range o.Algorithms {
		var before []header.Param
		if list := listQOPs(o.QOP); list != "" {
			before = append(before, header.Quoted("qop", list))
		}
		before = append(before, header.Token("algorithm", string(a)))
		all = append(all, form{before, after, domain})
	}
	return all
}

// challenge returns a challenge. What is quoted is fixed for each parameter by
// RFC 7616, Section 3.3, and the order is the one that most clients are used to.
func (f *form) challenge(realm, nonce header.Param, stale, proxy bool) (header.Challenge, error) {
	var store [maxParams]header.Param
	params := append(append(append(store[:0], realm), f.before...), nonce)
	if stale {
		params = append(params, header.Token("stale", "true"))
	}
	params = append(params, f.after...)
	if !proxy {
		params = append(params, f.domain...)
	}
	return header.NewChallenge(name, params...)
}
