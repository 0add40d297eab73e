// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"errors"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A source of unspent credentials: the last ones of an exchange, just before
// they are presented, after all that comes before them has taken place.
//
// That credentials are the last ones shows only afterwards: so there is one
// exchange more at first, to count its rounds.
type source struct {
	*suite
	client  func() scheme.Client // each exchange has a new one
	rounds  int
	offered []header.Challenge // in the last exchange
}

func (s *suite) unspent(client func() scheme.Client) *source {
	return &source{suite: s, client: client}
}

// next returns the credentials of another exchange, and the request that they
// are for.
func (src *source) next() (header.Credentials, *fixture, error) {
	// A Config may return one client again and again, and one that has a nonce
	// already may need a round less.
	for range 4 {
		d := src.dialog(src.client())
		d.stop = src.rounds
		o, err := d.run()
		if err != nil {
			return header.Credentials{}, nil, err
		}
		if src.offered = o.offered; o.stopped {
			return o.credentials, d.fixture, nil
		}
		src.rounds = o.presented
	}
	return header.Credentials{}, nil, errors.New("the number of rounds changes from request to request")
}
