// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-httpauth/httpauth/header"
)

// The reference was written from the text of RFC 7616, and of RFC 2069 for
// answers without qop, before anybody looked at the package. It is slow and
// obvious, and shares no code with what it judges.

// A refAnswer is what the two ends hash.
type refAnswer struct {
	algorithm, user, realm, password             string
	nonce, nc, cnonce, qop, method, uri, content string
}

// refHash is H of Section 3.2, with the hashes of Section 6.1.
func refHash(algorithm, data string) string {
	switch strings.TrimSuffix(strings.ToUpper(algorithm), "-SESS") {
	case "", "MD5":
		return fmt.Sprintf("%x", md5.Sum([]byte(data)))
	case "SHA-256":
		return fmt.Sprintf("%x", sha256.Sum256([]byte(data)))
	case "SHA-512-256":
		return fmt.Sprintf("%x", sha512.Sum512_256([]byte(data)))
	}
	panic("no such algorithm: " + algorithm)
}

// ha1 is H(A1), Section 3.4.2. For the -sess forms it is that of the request.
func (a refAnswer) ha1() string {
	ha1 := refHash(a.algorithm, strings.Join([]string{a.user, a.realm, a.password}, ":"))
	if strings.HasSuffix(strings.ToLower(a.algorithm), "-sess") {
		ha1 = refHash(a.algorithm, strings.Join([]string{ha1, a.nonce, a.cnonce}, ":"))
	}
	return ha1
}

// response is that of Section 3.4.1, or of RFC 2069, Section 2.1.2.
func (a refAnswer) response() string {
	a2 := []string{a.method, a.uri} // Section 3.4.3
	if a.qop == "auth-int" {
		a2 = append(a2, refHash(a.algorithm, a.content))
	}
	data := []string{a.nonce, a.nc, a.cnonce, a.qop}
	if a.qop == "" {
		data = []string{a.nonce}
	}
	data = append(data, refHash(a.algorithm, strings.Join(a2, ":")))
	return refHash(a.algorithm, a.ha1()+":"+strings.Join(data, ":")) // KD of Section 3.3
}

// rspauth is that of Section 3.5: no method, and the content of the response.
func (a refAnswer) rspauth(content string) string {
	a.method, a.content = "", content
	return a.response()
}

// userHash is that of Section 3.4.4.
func (a refAnswer) userHash() string { return refHash(a.algorithm, a.user+":"+a.realm) }

// A refServer is what a server knows and offers.
type refServer struct {
	realm, opaque    string
	algorithms, qops []string // a qop of "" is RFC 2069
	userhash         bool
	users            map[string]string
}

// accepts reports whether credentials answer what the server offers for a
// request, whatever has become of their nonce.
func (s refServer) accepts(method, target string, proxy bool, content string, c header.Credentials) bool {
	p, starPlain := make(map[string]string), true
	for param := range c.Params().All() {
		p[strings.ToLower(param.Name)] = param.Value()
		if strings.ToLower(param.Name) == "username*" {
			name, err := param.ExtValue()
			p["username*"], starPlain = name, err == nil
		}
	}
	has := func(name string) bool { _, ok := p[name]; return ok }
	says := func(name string) bool { return p[name] != "" }

	// Section 3.4: what has to be there. A parameter whose value is empty is as
	// one that is not there, apart from a realm. The letter case of values counts
	// (RFC 9110, Section 11.2), but for names of algorithms.
	if !has("realm") || !says("nonce") || !says("uri") || !says("response") || has("username") == has("username*") || !starPlain {
		return false
	}
	if has("userhash") && p["userhash"] != "true" && p["userhash"] != "false" {
		return false
	}
	if says("qop") && (!says("cnonce") || len(p["nc"]) != 8 || strings.Trim(p["nc"], "0123456789abcdefABCDEF") != "" || p["nc"] == "00000000") {
		return false
	}

	// What was offered: Sections 3.3 and 3.7.
	algorithm := p["algorithm"]
	if algorithm == "" {
		algorithm = "MD5"
	}
	sameName := func(o string) bool { return strings.EqualFold(o, algorithm) } // the registry of Section 6.1
	if !slices.ContainsFunc(s.algorithms, sameName) || !slices.Contains(s.qops, p["qop"]) {
		return false
	}
	if p["realm"] != s.realm || p["opaque"] != s.opaque || !refNames(p["uri"], target, proxy) {
		return false
	}
	if strings.HasSuffix(strings.ToLower(algorithm), "-sess") && !says("qop") {
		return false // A1 has a cnonce, which there is not without qop
	}

	// Who it is: Section 3.4.4.
	for user, password := range s.users {
		a := refAnswer{algorithm, user, s.realm, password, p["nonce"], p["nc"], p["cnonce"], p["qop"], method, p["uri"], content}
		sent := user == p["username"] && has("username") || user == p["username*"] && has("username*")
		if p["userhash"] == "true" {
			sent = s.userhash && p["username"] == a.userHash() && has("username") // LHEX of Section 3.2
		}
		if sent && utf8.ValidString(user) && p["response"] == a.response() {
			return true
		}
	}
	return false
}

var refAbsolute = regexp.MustCompile(`(?s)^(.+?)://([^/?]+)(.*)$`)

// refNames reports whether a uri names a target, where the origin of the server
// is not known: octet by octet, or at a proxy as the path and query of an
// absolute-form.
func refNames(uri, target string, proxy bool) bool {
	m := refAbsolute.FindStringSubmatch(target)
	if m == nil || strings.HasPrefix(target, "/") || !proxy {
		return uri == target
	}
	return uri == target || uri == m[3] && strings.HasPrefix(m[3], "/") || uri == "/"+m[3] && !strings.HasPrefix(m[3], "/")
}
