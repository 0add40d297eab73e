// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"context"
	"errors"
	"net/http"

	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// Require returns a handler, to stand behind that of [Handler] or [Proxy], that
// passes on the requests of parties who satisfy all of the checks, such as those
// of scheme.RequireRole, scheme.RequireScope and scheme.RequireStrength:
//
//	mux.Handle("/admin/", nethttp.Require(admin, scheme.RequireRole("admin")))
//
// An error that wraps scheme.ErrForbidden is answered with 403. Any other error
// is a fault: 503 if it wraps scheme.ErrUnavailable or is that of a context, else
// 500. A request that is anonymous, see Options.Optional, is answered with 401.
// One that went through no Handler is answered with 500, as are all if there is no
// check.
//
// What the check needs besides the Identity should be in its Value.
func Require(next http.Handler, checks ...func(scheme.Identity) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if admitted(w, r, checks) {
			next.ServeHTTP(w, r)
		}
	})
}

// admitted refuses those who must not pass.
func admitted(w http.ResponseWriter, r *http.Request, checks []func(scheme.Identity) error) bool {
	decided := false
	defer func() {
		if !decided {
			fault(w, r)
		}
	}()
	err := check(r.Context(), checks)
	if err != nil {
		Refuse(w, r, err)
	}
	decided = true
	return err == nil
}

var (
	errNoCheck = errors.New("nethttp: Require without a check")
	errCheck   = errors.New("nethttp: the error of a check wraps another Reason than those for 403 and 503")
)

// check returns why a party must not pass.
func check(ctx context.Context, checks []func(scheme.Identity) error) error {
	id, ok := scheme.FromContext(ctx)
	switch {
	case len(checks) == 0:
		return errNoCheck
	case !ok:
		return scheme.ErrNoCredentials
	}
	for _, check := range checks {
		err := check(id)
		if err == nil {
			continue
		}
		switch reason, ok := errors.AsType[scheme.Reason](err); {
		case !ok, reason == scheme.ErrForbidden, reason == scheme.ErrUnavailable:
			return err
		}
		return errCheck
	}
	return nil
}

// fault answers a request that nobody has decided on, because somebody's code
// panics: whoever recovers that must not make an empty success of it.
func fault(w http.ResponseWriter, r *http.Request) {
	WriteRefusal(w, r, &negotiate.Refusal{Status: http.StatusInternalServerError})
}
