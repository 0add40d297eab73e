// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/go-httpauth/httpauth/scheme"
)

func checkRequest(s *suite) error {
	clients := []scheme.Client{s.client()}
	if s.cfg.Wrong != nil {
		clients = append(clients, s.wrong())
	}
	for _, c := range clients {
		w := new(watcher)
		d := s.dialog(c)
		d.watch = w.watch
		o, err := d.run()
		if err := errors.Join(w.errs...); err != nil {
			return err
		}
		if err != nil {
			return err
		}
		if o.result == nil {
			continue
		}
		// By now the request is no more what it was: see junkRequest.
		info, err := o.info()
		if err != nil {
			return fmt.Errorf("once the request is gone: %w", err)
		}
		if _, err := o.exchange.Verify(s.ctx, response(info)); err != nil {
			return fmt.Errorf("once the request is gone, the Info is wrong: %w", err)
		}
	}
	return nil
}

// A watcher finds out who changes a request.
type watcher struct{ errs []error }

// junkRequest takes the place of a request after Authenticate: whoever has kept
// a pointer to the request sees that nothing is as it was.
var junkRequest = scheme.Request{Method: "JUNK", Target: "/junk", Origin: "https://junk.example", Realm: "junk"}

// watch looks at r before a method gets it, and again when the func that it
// returns is called.
func (w *watcher) watch(method string, r *scheme.Request) (after func()) {
	type handed struct {
		field      string
		lines, was []string
	}
	var all []handed
	inner := *r
	r.Header = func(field string) []string {
		lines := inner.Lines(field)
		all = append(all, handed{field, lines, slices.Clone(lines)})
		return lines
	}
	before := *r
	return func() {
		if field := difference(before, *r); field != "" {
			w.errs = append(w.errs, fmt.Errorf("%s changes the %s of the request", method, field))
		}
		for _, h := range all {
			if !slices.Equal(h.lines, h.was) {
				w.errs = append(w.errs, fmt.Errorf("%s changes the lines of the field %s", method, h.field))
			}
		}
		if method == "Authenticate" {
			*r = junkRequest
		}
	}
}

// difference returns the name of the first field in which a and b differ. It
// knows the fields by reflection, so that none is forgotten.
func difference(a, b scheme.Request) string {
	va, vb := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range va.NumField() {
		fa, fb := va.Field(i), vb.Field(i)
		same := reflect.DeepEqual(fa.Interface(), fb.Interface())
		if fa.Kind() == reflect.Func { // deeply equal only if nil
			same = fa.Pointer() == fb.Pointer()
		}
		if !same {
			return va.Type().Field(i).Name
		}
	}
	return ""
}
