// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"errors"
	"fmt"
	"slices"

	"github.com/go-httpauth/httpauth/header"
)

// success returns the outcome of a dialog with Client, and its Info.
func (s *suite) success() (*outcome, header.Info, error) {
	o, err := s.dialog(s.client()).run()
	if err != nil {
		return nil, header.Info{}, err
	}
	if err := s.accepted(o.verdict); err != nil {
		return nil, header.Info{}, err
	}
	info, err := o.info()
	return o, info, err
}

func checkInfo(s *suite) error {
	o, info, err := s.success()
	if err != nil {
		return err
	}
	if s.leaks(info.String()) {
		return errSecretInfo
	}
	if _, err := o.exchange.Verify(s.ctx, response(info)); err != nil {
		return fmt.Errorf("the client is not satisfied with the response: %w", err)
	}
	return nil
}

// unproven are parameters of which nobody needs to notice a change.
var unproven = []string{
	"nextnonce", // no proof covers it: RFC 7616, Section 3.5
}

func checkTampered(s *suite) error {
	o, honest, err := s.success()
	if err != nil {
		return err
	}
	mutual, err := o.exchange.Verify(s.ctx, response(honest))
	if err != nil {
		return fmt.Errorf("the client is not satisfied with the response: %w", err)
	}
	for _, text := range []string{"", "jabberwocky=wabe", everyParam(`""`) + `, rspauth=""`} {
		o, _, err := s.success()
		if err != nil {
			return err
		}
		info, err := header.ParseInfo([]string{text})
		if err != nil {
			return err
		}
		if mutual, err := o.exchange.Verify(s.ctx, response(info)); mutual && err == nil {
			return errors.New("an Info without any proof is taken for one")
		}
	}
	if !mutual {
		return notTested("Client does not report that the server proved itself")
	}
	return s.checkForged(honest)
}

// checkForged gives the client what it must not believe: the proof of another
// exchange, and its own with each of the parameters changed.
func (s *suite) checkForged(old header.Info) error {
	o, _, err := s.success()
	if err != nil {
		return err
	}
	if _, err := o.exchange.Verify(s.ctx, response(old)); err == nil {
		return errors.New("the Info of another exchange is taken for a proof")
	}
	for p := range old.Params().All() {
		if slices.ContainsFunc(unproven, func(name string) bool { return header.EqualFold(name, p.Name) }) {
			continue
		}
		for _, at := range []func(n int) int{func(int) int { return 0 }, func(n int) int { return n - 1 }} {
			o, honest, err := s.success()
			if err != nil {
				return err
			}
			forged, err := changed(honest, p.Name, at)
			if err != nil {
				return err
			}
			if _, err := o.exchange.Verify(s.ctx, response(forged)); err == nil {
				return fmt.Errorf("nobody notices a change of %s in the Info", p.Name)
			}
		}
	}
	return nil
}

// changed returns an Info with one byte of one parameter changed.
func changed(info header.Info, name string, at func(n int) int) (header.Info, error) {
	var params []header.Param
	for p := range info.Params().All() {
		if header.EqualFold(p.Name, name) {
			param := header.Token
			if p.IsQuoted() {
				param = header.Quoted
			}
			p = param(p.Name, changedByte(p.Value(), at))
		}
		params = append(params, p)
	}
	return header.NewInfo(params...)
}

// changedByte returns s with one byte changed, to one that is a hexadecimal
// digit and in base64 too: the value is to be wrong, not malformed.
func changedByte(s string, at func(n int) int) string {
	if s == "" {
		return "0"
	}
	b := []byte(s)
	i := at(len(b))
	if b[i] == '=' && i > 1 { // the padding of base64
		i -= 2
	}
	if b[i] == '0' {
		b[i] = '1'
	} else {
		b[i] = '0'
	}
	return string(b)
}
