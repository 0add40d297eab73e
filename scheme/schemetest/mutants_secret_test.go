// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A chatty error hides from %v what it has.
type chatty struct{ detail string }

func (chatty) Error() string { return "mac: wrong" }
func (chatty) Unwrap() error { return scheme.ErrRejected }

// leaking returns macConfig with errors that f makes.
func leaking(f func(c header.Credentials) error) Config {
	return judging(func(res *scheme.Result, err error, c header.Credentials) (*scheme.Result, error) {
		if err != nil {
			err = f(c)
		}
		return res, err
	})
}

// secretMutants tell what nobody should know.
var secretMutants = []mutant{
	{"secret in an error", "secrets", "a secret is in an error", func() Config {
		return leaking(func(header.Credentials) error { return fmt.Errorf("%w: want %s", scheme.ErrRejected, macKey) })
	}},
	{"secret in hexadecimal digits", "secrets", "a secret is in an error", func() Config {
		return leaking(func(header.Credentials) error { return fmt.Errorf("%w: want %X", scheme.ErrRejected, macKey) })
	}},
	{"secret in base64", "secrets", "a secret is in an error", func() Config {
		return leaking(func(header.Credentials) error {
			return fmt.Errorf("%w: want %s", scheme.ErrRejected, encoded("alice:"+macKey))
		})
	}},
	{"secret in a field of an error", "secrets", "printed with %#v", func() Config {
		return leaking(func(header.Credentials) error {
			return errors.Join(errors.New("mac: no"), chatty{macKey})
		})
	}},
	{"part of the credentials in an error", "secrets", "part of the credentials", func() Config {
		return leaking(func(c header.Credentials) error {
			proof, _ := c.Param("proof")
			return fmt.Errorf("%w: proof %s is wrong", scheme.ErrRejected, proof)
		})
	}},
	{"the credentials in an error", "secrets", "part of the credentials", func() Config {
		return leaking(func(c header.Credentials) error { return fmt.Errorf("%w: %s", scheme.ErrRejected, c.Reveal()) })
	}},
	{"secret in a challenge after a refusal", "secrets", "a secret is in a challenge", func() Config {
		return challenging(func(inner scheme.Scheme, r *scheme.Request, cause error) ([]header.Challenge, error) {
			if cause == nil {
				return inner.Challenge(context.Background(), r, cause)
			}
			return one(header.NewChallenge("MAC", header.Quoted("realm", r.Realm), header.Quoted("hint", macKey)))
		})
	}},
	{"secret in the Identity", "secrets", "a secret is in the Identity", func() Config {
		return judging(func(res *scheme.Result, err error, _ header.Credentials) (*scheme.Result, error) {
			if err == nil {
				res.Identity.Value = map[string]string{"key": macKey}
			}
			return res, err
		})
	}},
	{"secret in the Info", "info", "a secret is in the Info", func() Config {
		return judging(func(res *scheme.Result, err error, _ header.Credentials) (*scheme.Result, error) {
			if err == nil {
				res.Info = func() (header.Info, error) { return header.NewInfo(header.Quoted("key", macKey)) }
			}
			return res, err
		})
	}},
}
