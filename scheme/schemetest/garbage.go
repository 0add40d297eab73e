// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// junk is what may follow the name of a scheme, in credentials as in a
// challenge: well-formed, and without meaning to any scheme.
var junk = []struct{ why, text string }{
	{"nothing at all", ""},
	{"an empty list", " , ,"},
	{"a token68 of one byte", " x"},
	{"a token68 of all bytes that may be in one", " Aa0-._~+/="},
	{"a token68 that is no base64", " ~~~~~~~~"},
	{"a token68 of padding, but for one byte", " A======="},
	{"base64 of NUL", " AAAA"},
	{"base64 of what is no UTF-8", " " + encoded("\xff\xfe\xfd")},
	{"base64 of one colon", " " + encoded(":")},
	{"base64 of many colons", " " + encoded("::::::::::")},
	{"base64 of a name without a colon", " " + encoded("jabberwocky")},
	{"base64 of a name with an empty password", " " + encoded("jabberwocky:")},
	{"base64 of a password with an empty name", " " + encoded(":jabberwocky")},
	{"base64 of a line end", " " + encoded("jabber\r\nwocky:wabe")},
	{"base64 without its padding", " " + strings.TrimRight(encoded("jabberwocky:wabe"), "=")},
	{"base64 of JSON", " " + encoded(`{"jabberwocky":"wabe"}`)},
	{"a JWT without a signature", " eyJhbGciOiJub25lIn0.e30."},
	{"a very long token68", " " + strings.Repeat("A", 100_000)},
	{"one parameter", ` jabberwocky=wabe`},
	{"one empty parameter", ` jabberwocky=""`},
	{"a parameter with a name of odd bytes", " !#$%&'*+-.^_`|~=wabe"},
	{"a parameter of quotes and backslashes", ` jabberwocky="\"\\\"\\"`},
	{"a parameter of HTAB and bytes above 7F", " jabberwocky=\"\t\xff\xfe\""},
	{"a very long parameter", ` jabberwocky="` + strings.Repeat("a", 100_000) + `"`},
	{"as many parameters as there may be", manyParams()},
	{"empty elements and blanks", " , ,jabberwocky = wabe ,,\t, brillig = \"\""},
	{"a realm and nothing else", ` realm="jabberwocky"`},
	{"an empty realm", ` realm=""`},
	{"a user and nothing else", ` username="jabberwocky"`},
	{"an extended name of no charset", ` username*=''%00`},
	{"both kinds of name", ` username="jabberwocky", username*=UTF-8''jabberwocky`},
	{"the parameters of many schemes, all empty", everyParam(`""`)},
	{"the parameters of many schemes, all of one letter", everyParam("x")},
	{"the parameters of many schemes, all zero", everyParam("00000000")},
	{"the parameters of many schemes, all negative", everyParam("-1")},
	{"the parameters of many schemes, all beyond 64 bits", everyParam("99999999999999999999")},
	{"the parameters of many schemes, all of escapes", everyParam(`"%00%0d%0a"`)},
	{"the parameters of many schemes, all of NUL in base64", everyParam("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")},
}

func encoded(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func manyParams() string {
	var b strings.Builder
	for i := range header.MaxParams {
		b.WriteString(" p" + strconv.Itoa(i) + "=wabe,")
	}
	return b.String()
}

// everyParam returns parameters that schemes know, all with one value, but for
// the realm.
func everyParam(value string) string {
	names := []string{"username", "userhash", "uri", "nonce", "nc", "cnonce", "qop", "response", "opaque", "algorithm",
		"user", "password", "proof", "keyid", "key", "id", "ts", "mac", "signature", "headers", "created", "expires", "token", "data", "sid", "sr", "version"}
	for i, name := range names {
		names[i] = name + "=" + value
	}
	return " " + strings.Join(names, ", ")
}

// junkCredentials returns the credentials that the entries of junk are.
func junkCredentials(name string) ([]header.Credentials, error) {
	all := make([]header.Credentials, len(junk))
	for i, j := range junk {
		c, err := header.ParseCredentials([]string{name + j.text})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", j.why, err)
		}
		all[i] = c
	}
	return all, nil
}

func checkGarbage(s *suite) error {
	all, err := junkCredentials(s.scheme.Name())
	if err != nil {
		return err
	}
	goesOn, err := s.goesOn()
	if err != nil {
		return err
	}
	f := s.fixture()
	for i, c := range all {
		if err := s.checkJunk(f, c, goesOn); err != nil {
			return fmt.Errorf("%s: %w", junk[i].why, err)
		}
		// Whoever looks at the realm first sees the rest only if that is right.
		c, ok := inRealm(c, f.request.Realm)
		if !ok {
			continue
		}
		if err := s.checkJunk(f, c, goesOn); err != nil {
			return fmt.Errorf("%s, and the right realm: %w", junk[i].why, err)
		}
	}
	return nil
}

// inRealm adds a realm to credentials, if there is room for one.
func inRealm(c header.Credentials, realm string) (header.Credentials, bool) {
	if _, ok := c.Token68(); ok {
		return c, false
	}
	params := append(slices.Collect(c.Params().All()), header.Quoted("realm", realm))
	c, err := header.NewCredentials(c.Scheme(), params...)
	return c, err == nil
}

// goesOn reports whether the scheme needs more than one round. Then anything may
// be a good beginning: a server that says whether it knows a name tells who
// exists.
func (s *suite) goesOn() (bool, error) {
	if s.cfg.Client == nil {
		return true, nil // for all that is known
	}
	o, err := s.dialog(s.client()).run()
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(o.refusals, func(err error) bool { return errors.Is(err, scheme.ErrContinue) }), nil
}

func (s *suite) checkJunk(f *fixture, c header.Credentials, goesOn bool) (err error) {
	defer catch(&err)
	v, err := s.authenticate(s.ctx, f.with(c), c)
	if err != nil {
		return err
	}
	switch v.reason {
	case scheme.ErrMalformed, scheme.ErrRejected, scheme.ErrBadRequest:
		return nil
	case scheme.ErrContinue:
		if goesOn {
			return nil
		}
	}
	return fmt.Errorf("the verdict is neither ErrMalformed nor ErrRejected nor ErrBadRequest: %s", v)
}
