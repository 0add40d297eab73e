// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"slices"

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
	// the realm. It is called concurrently, once for a request.
	RealmFor func(ctx context.Context, r *scheme.Request) string

	// MaxCredentials bounds, in bytes, what follows the name of the scheme in the
	// field. What is longer is malformed, and no scheme sees it. The default is 16
	// KiB. What servers of HTTP allow themselves differs between its versions.
	MaxCredentials int

	// Guard slows down those who guess. The default is none.
	Guard Guard

	// Audit is told what became of each request, at its end: see Event, and Log for
	// one that writes to a slog.Logger. It is called concurrently, and whoever ends
	// the Decision waits for it.
	Audit func(ctx context.Context, e Event)

	// Source returns where a request came from, for Guard and Audit. The default is
	// the Peer: where that is a proxy in front, say here which field of it to
	// believe, or one client is taken for all of them.
	Source func(ctx context.Context, r *scheme.Request) netip.Addr

	// ClaimKey is what Event.Claimed is hashed with. Several processes with the
	// same one have the same hashes. The default is a random one for each Server.
	ClaimKey ClaimKey
}

// A ClaimKey is 32 random bytes. It does not print.
type ClaimKey [32]byte

// Format prints "[redacted]", whatever the verb.
func (ClaimKey) Format(f fmt.State, _ rune) { io.WriteString(f, "[redacted]") }

// MarshalText returns "[redacted]", for JSON and slog. The error is always nil.
func (ClaimKey) MarshalText() ([]byte, error) { return []byte("[redacted]"), nil }

const maxCredentials = 16 << 10

// A Server authenticates requests by one of several schemes: see Begin. Its
// methods are called concurrently. The zero Server, and nil, refuse every request.
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
	if s.opts.ClaimKey == (ClaimKey{}) {
		rand.Read(s.opts.ClaimKey[:]) // never fails
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

// Format keeps the ClaimKey out of logs.
func (s Server) Format(f fmt.State, _ rune) { io.WriteString(f, "negotiate server [redacted]") }

// made reports whether NewServer made s.
func (s *Server) made() bool { return s != nil && len(s.schemes) > 0 }

// find returns the index of the scheme of that name, in whatever letter case,
// or -1.
func (s *Server) find(name string) int {
	return slices.IndexFunc(s.schemes, func(sch scheme.Scheme) bool { return header.EqualFold(sch.Name(), name) })
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
