// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"github.com/go-httpauth/httpauth/header"
)

func checkRealm(s *suite) error {
	c, f, err := s.unspent(s.client).next()
	if err != nil {
		return err
	}
	if !named(c, f.request.Realm) {
		return notTested("credentials do not name their realm")
	}
	v, err := s.authenticate(s.ctx, f.in(otherRealm).with(c), c)
	if err != nil {
		return err
	}
	return v.rejected("right credentials for one realm, presented in another one")
}

// named reports whether one of the parameters of c is the realm.
func named(c header.Credentials, realm string) bool {
	for p := range c.Params().All() {
		if p.Value() == realm {
			return true
		}
	}
	return false
}
