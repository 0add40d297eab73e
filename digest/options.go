// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"cmp"
	"crypto/rand"
	"errors"
	"net/url"
	"slices"
	"strings"
)

// Options of [New]. The zero value is the safe default.
type Options struct {
	// Algorithms are offered in this order, each in a challenge of its own, but MD5
	// behind all others. Most clients answer the first one whose name they know:
	// put the strongest that yours can compute first (see [SHA512256]). The default
	// is SHA-256 alone. Where FIPS 140 mode is enforced, MD5 is left out.
	Algorithms []Algorithm

	// QOP is what is accepted. The default is Auth alone. With Auth and AuthInt
	// the client has the choice; AuthInt alone refuses answers without the
	// content. Legacy, beside others or alone, accepts the form of RFC 2069: it
	// lets whoever is between the ends take the count out of answers.
	QOP []QOP

	// Nonces issues the nonces. If it is nil, NewNonces(nil) does.
	Nonces Nonces

	// NextNonce gives clients the next nonce in good time, in
	// Authentication-Info: those that read it are spared the challenge in between.
	NextNonce bool

	// Domain are the URIs of the protection space, each an absolute path or an
	// absolute URI (Section 3.3). The default is all of the origin. Proxies do not
	// send it.
	Domain []string

	// Opaque is sent with each challenge, and has to come back. The default is
	// none. It is no secret.
	Opaque string

	// UTF8 says charset=UTF-8 in challenges, for clients that would send a name
	// in another encoding. Names are read as UTF-8 in any case. Some clients
	// refuse challenges with parameters that they do not know.
	UTF8 bool

	// UserHash asks clients for the hash of the user name in its place, so that
	// observers do not see it. The Lookup gets what they send, see
	// [Query.UserHash]. Clients that cannot do it are accepted.
	UserHash bool

	// NormalizeUser returns the form of a user name that Lookup knows, such as
	// precis.UsernameCasePreserved.String of golang.org/x/text. An error refuses
	// the user. It is not called for hashes. The default is the name as it is.
	NormalizeUser func(user string) (string, error)
}

var (
	errTwice  = errors.New("digest: an algorithm or qop is offered twice")
	errQOP    = errors.New("digest: an unknown qop, or none")
	errSess   = errors.New("digest: a -sess algorithm needs a qop")
	errDomain = errors.New("digest: a domain must be an absolute path or an absolute URI")
	errOpaque = errors.New("digest: an opaque must be printable ASCII without quote and backslash")
)

// withDefaults returns the options that are in force, and what is wrong.
func (o Options) withDefaults() (Options, error) {
	if o.Algorithms == nil {
		o.Algorithms = []Algorithm{SHA256}
	}
	if o.QOP == nil {
		o.QOP = []QOP{Auth}
	}
	if o.Nonces == nil {
		o.Nonces = NewNonces(nil)
	}
	o.Algorithms = slices.DeleteFunc(slices.Clone(o.Algorithms), func(a Algorithm) bool {
		base, _ := a.base()
		return base == MD5 && !base.available()
	})
	// MD5 last: all others have longer sums, of one length.
	slices.SortStableFunc(o.Algorithms, func(a, b Algorithm) int { return cmp.Compare(b.size(), a.size()) })
	o.QOP = slices.Clone(o.QOP)
	return o, errors.Join(checkAlgorithms(o.Algorithms), checkQOPs(o.QOP, o.Algorithms), checkDomain(o.Domain), checkOpaque(o.Opaque))
}

func checkAlgorithms(all []Algorithm) error {
	for i, a := range all {
		switch {
		case !a.available():
			return errUnknown
		case slices.Contains(all[:i], a):
			return errTwice
		}
	}
	if len(all) == 0 {
		return errUnknown
	}
	return nil
}

func checkQOPs(all []QOP, algorithms []Algorithm) error {
	for i, q := range all {
		switch {
		case !q.known():
			return errQOP
		case slices.Contains(all[:i], q):
			return errTwice
		}
	}
	switch {
	case len(all) == 0:
		return errQOP
	case listQOPs(all) == "" && slices.ContainsFunc(algorithms, func(a Algorithm) bool { _, sess := a.base(); return sess }):
		return errSess
	}
	return nil
}

func checkDomain(uris []string) error {
	for _, text := range uris {
		u, err := url.Parse(text)
		if err != nil || !isVisible(text) || u.User != nil || strings.Contains(text, "#") ||
			!strings.HasPrefix(u.Path, "/") && u.Host == "" || (u.Host == "") != (u.Scheme == "") {
			return errDomain
		}
	}
	return nil
}

func checkOpaque(s string) error {
	if s != "" && !isVisible(s) {
		return errOpaque
	}
	return nil
}

// isVisible reports whether s can stand in quotes as it is, and has no blank.
func isVisible(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '"' || r == '\\' })
}

// decoys stand in for the secrets of unknown users, so that the work is the same.
func decoys(all []Algorithm) (map[Algorithm]Secret, error) {
	m := make(map[Algorithm]Secret)
	for _, a := range all {
		base, _ := a.base()
		var err error
		if m[base], err = NewSecret(base, rand.Text(), rand.Text(), rand.Text()); err != nil {
			return nil, err
		}
	}
	return m, nil
}
