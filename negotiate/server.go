// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// Options of [NewServer].
type Options struct {
	// Realm names the protection space, to people too. It is required unless
	// RealmFor is set, and cannot have control characters.
	Realm string

	// RealmFor returns the realm of a request in place of Realm. It must not be
	// taken from the request as it is: whoever writes the request would choose
	// the realm. It is called concurrently, and once more if the request is
	// refused.
	RealmFor func(ctx context.Context, r *scheme.Request) string

	// MaxCredentials bounds, in bytes, what follows the name of the scheme in the
	// field. What is longer is malformed, and no scheme sees it. The default is 16
	// KiB. What servers of HTTP allow themselves differs between its versions.
	MaxCredentials int

	// Trace is told the outcome of each Authenticate: the Identity, or the error
	// with all that it wraps. A first request without credentials is an outcome
	// too, scheme.ErrNoCredentials. It is called concurrently, and the request
	// waits for it.
	Trace func(ctx context.Context, r *scheme.Request, id scheme.Identity, err error)
}

const maxCredentials = 16 << 10

// A Server authenticates requests by one of several schemes. Its methods are
// called concurrently. The zero Server, and nil, refuse every request.
type Server struct {
	opts    Options
	schemes []scheme.Scheme
}

var (
	errNoServer  = errors.New("negotiate: the Server was not made by NewServer")
	errNoScheme  = errors.New("negotiate: no scheme")
	errName      = errors.New("negotiate: the name of a scheme is no token")
	errSameName  = errors.New("negotiate: two schemes have one name")
	errNoRealm   = errors.New("negotiate: no realm")
	errRealm     = errors.New("negotiate: the realm has a control character")
	errNoSubject = errors.New("negotiate: the scheme returned no identity")
)

// NewServer returns a Server that offers the schemes in the given order: put the
// strongest first, and Basic last, as many clients take the first that they
// know.
//
// The error says what is wrong with the configuration: no scheme, two of one
// name (see [Any] for that), no realm, or whatever the Challenge of a scheme returns.
func NewServer(opts Options, schemes ...scheme.Scheme) (*Server, error) {
	s := &Server{opts, slices.Clone(schemes)}
	if s.opts.MaxCredentials <= 0 {
		s.opts.MaxCredentials = maxCredentials
	}
	if len(schemes) == 0 {
		return nil, errNoScheme
	}
	for i, sch := range schemes {
		switch {
		case sch == nil || !header.IsToken(sch.Name()):
			return nil, errName
		case s.find(sch.Name()) < i:
			return nil, errSameName
		}
	}
	realm := opts.Realm
	if opts.RealmFor != nil {
		realm = "realm" // any will do
	}
	if err := checkRealm(realm); err != nil {
		return nil, err
	}
	for _, sch := range schemes {
		probe := &scheme.Request{Method: "GET", Target: "/", Realm: realm, Secure: true}
		if _, err := challenges(context.Background(), sch, probe, nil); err != nil && !errors.Is(err, scheme.ErrUnavailable) {
			return nil, fmt.Errorf("negotiate: %s: %w", sch.Name(), err)
		}
	}
	return s, nil
}

func checkRealm(realm string) error {
	if realm == "" {
		return errNoRealm
	}
	for i := range len(realm) {
		if realm[i] < ' ' || realm[i] == 0x7f {
			return errRealm
		}
	}
	return nil
}

// find returns the index of the scheme of that name, in whatever letter case,
// or -1.
func (s *Server) find(name string) int {
	return slices.IndexFunc(s.schemes, func(sch scheme.Scheme) bool { return header.EqualFold(sch.Name(), name) })
}

// A schemeError remembers which scheme refused.
type schemeError struct {
	scheme string
	err    error
}

func (e *schemeError) Error() string { return e.err.Error() }
func (e *schemeError) Unwrap() error { return e.err }

// Authenticate authenticates a request. The error is to be given to Refuse. In
// the Identity of the Result, Scheme and Realm are set.
func (s *Server) Authenticate(ctx context.Context, r *scheme.Request) (*scheme.Result, error) {
	if s == nil || len(s.schemes) == 0 {
		return nil, errNoServer
	}
	r, err := s.inRealm(ctx, r)
	var res *scheme.Result
	if err == nil {
		res, err = s.authenticate(ctx, r)
	}
	if s.opts.Trace != nil {
		var id scheme.Identity
		if err == nil {
			id = res.Identity
		}
		s.opts.Trace(ctx, r, id, err)
	}
	return res, err
}

// inRealm returns a copy of r with its realm.
func (s *Server) inRealm(ctx context.Context, r *scheme.Request) (*scheme.Request, error) {
	inner := *r
	inner.Realm = s.opts.Realm
	if s.opts.RealmFor == nil {
		return &inner, nil
	}
	inner.Realm = s.opts.RealmFor(ctx, r)
	return &inner, checkRealm(inner.Realm)
}

func (s *Server) authenticate(ctx context.Context, r *scheme.Request) (*scheme.Result, error) {
	field := "Authorization"
	if r.Proxy {
		field = "Proxy-Authorization"
	}
	lines := r.Lines(field)
	switch {
	case len(lines) == 0:
		return nil, scheme.ErrNoCredentials
	case len(lines) > 1:
		return nil, fmt.Errorf("negotiate: %w: more than one line of credentials", scheme.ErrBadRequest)
	}
	if _, rest, _ := strings.Cut(lines[0], " "); len(rest) > s.opts.MaxCredentials {
		return nil, fmt.Errorf("negotiate: %w: too long", scheme.ErrMalformed)
	}
	c, err := header.ParseCredentials(lines)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", scheme.ErrMalformed, err)
	}
	i := s.find(c.Scheme())
	if i < 0 {
		return nil, fmt.Errorf("%w of a scheme that is offered", scheme.ErrNoCredentials)
	}
	sch := s.schemes[i]
	res, err := authenticate(ctx, sch, r, c)
	if err != nil {
		return nil, &schemeError{sch.Name(), err}
	}
	out := *res
	out.Identity.Scheme, out.Identity.Realm = sch.Name(), r.Realm
	return &out, nil
}

// authenticate asks one scheme. Its verdict is checked: it is somebody else's
// code.
func authenticate(ctx context.Context, sch scheme.Scheme, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	res, err := sch.Authenticate(ctx, r, c)
	switch {
	case err != nil:
		return nil, err
	case res == nil || res.Identity.Subject == "":
		return nil, errNoSubject
	}
	return res, nil
}
