// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/header"
)

// before changes an answer before it is computed, so that its response is right
// for what it says. It returns what was done.
func (g *generator) before(a *refAnswer, s refServer) string {
	switch what := g.pick("nothing", "nothing", "algorithm", "no algorithm", "letter case of algorithm", "qop", "letter case of qop", "nc", "cnonce", "uri", "realm", "user", "password", "method", "content"); what {
	case "algorithm":
		a.algorithm = g.pick("SHA-256", "SHA-512-256", "SHA-256-sess", "SHA-512-256-sess")
		return what
	case "no algorithm":
		if slices.Contains(s.algorithms, "MD5") { // elsewhere it may not be there to compute with
			a.algorithm = ""
		}
		return what
	case "letter case of algorithm":
		a.algorithm = g.pick(strings.ToLower(a.algorithm), strings.ToUpper(a.algorithm))
		return what
	case "qop":
		a.qop = g.pick("", "auth", "auth-int", "auth-conf", "token", "auth,auth-int")
		return what
	case "letter case of qop":
		a.qop = g.pick(strings.ToUpper(a.qop), strings.Replace(a.qop, "a", "A", 1))
		return what
	case "nc":
		a.nc = g.pick("00000000", "1", "0000001", "000000001", "0x000001", "+0000001", "-0000001", "0000_001", "0000000g", "7fffffff", "80000000", "FFFFFFFF", "00000002", "")
		return what
	case "cnonce":
		a.cnonce = g.pick("", " ", "x", strings.Repeat("c", 600), "a:auth", "\t")
		return what
	case "uri":
		a.uri = g.pick("/", "/other", a.uri+"?", a.uri+"/", strings.TrimSuffix(a.uri, "b"), strings.ToUpper(a.uri), "//"+a.uri, "")
		return what
	case "realm":
		a.realm = g.pick("", a.realm+" ", strings.ToUpper(a.realm), "x", a.user)
		return what
	case "user":
		a.user = g.pick("", "mufasa", "Mufasa ", "Mufasa:", "ghost", "\xff", "J\xe4s\xf8n Doe", "Ja\u0308so\u0308n Doe")
		return what
	case "password":
		a.password = g.pick("", "null", "nil", a.password+" ", strings.ToLower(a.password))
		return what
	case "method":
		a.method = g.pick("GET", "HEAD", "POST", "")
		return what
	case "content":
		a.content = g.pick("", a.content+"x", "v=2")
		return what
	}
	return "nothing"
}

// after changes what was computed, on the wire or on its way to the Scheme.
func (g *generator) after(f *form, c *trial) string {
	i := g.IntN(len(*f))
	p := (*f)[i]
	put := func(v string) { *f = f.with(p.name, v, p.quoted) }
	switch what := g.pick("byte", "byte", "byte", "drop", "drop", "empty", "longer", "shorter", "upper", "lower", "twice", "notation", "order", "names", "unknown", "more", "method", "target", "content", "userhash"); what {
	case "byte":
		if p.value == "" {
			return "nothing"
		}
		at := g.IntN(len(p.value))
		put(p.value[:at] + string([]byte{p.value[at] ^ 1<<g.IntN(8)}) + p.value[at+1:])
		return what + " of " + p.name
	case "drop":
		*f = f.without(p.name)
		return what + " " + p.name
	case "empty":
		*f = f.with(p.name, "", true)
		return what + " " + p.name
	case "longer":
		put(p.value + g.pick("0", " ", "\t", p.value))
		return what + " " + p.name
	case "shorter":
		put(p.value[:len(p.value)-min(len(p.value), 1)])
		return what + " " + p.name
	case "upper":
		put(strings.ToUpper(p.value))
		return what + " " + p.name
	case "lower":
		put(strings.ToLower(p.value))
		return what + " " + p.name
	case "twice":
		*f = append(*f, p) // no list of parameters
		return what
	case "notation":
		if header.IsToken(p.value) {
			*f = f.with(p.name, p.value, !p.quoted)
		}
		return what
	case "order":
		g.Shuffle(len(*f), func(i, j int) { (*f)[i], (*f)[j] = (*f)[j], (*f)[i] })
		return what
	case "names":
		(*f)[i].name = strings.ToUpper(p.name)
		return what
	case "unknown":
		*f = f.with("x-"+p.name, p.value, true)
		return what
	case "more":
		name := g.pick("opaque", "userhash", "username*", "username", "nc", "cnonce", "qop", "stale", "auth-param")
		v := formParam{name, g.pick("x", "true", "false", "", "auth", "00000001"), true}
		if name == "username*" {
			v = formParam{name, extValue(g.pick("Mufasa", "", "a:b", "\x00", "\xff")), g.IntN(4) == 0}
		}
		if f.index(name) < 0 {
			*f = f.with(v.name, v.value, v.quoted)
		}
		return what + " " + name
	case "method":
		c.request.Method = g.pick("HEAD", "GET", strings.ToLower(c.request.Method), c.request.Method+" ")
		return what + " of the request"
	case "target":
		c.request.Target = g.pick("/", c.request.Target+"/", "/%2e", strings.ToUpper(c.request.Target))
		return what + " of the request"
	case "content":
		if c.content != "" {
			at := g.IntN(len(c.content))
			c.content = g.pick(c.content[:at], c.content+"\x00", c.content[:at]+string([]byte{c.content[at] ^ 1<<g.IntN(8)})+c.content[at+1:])
		}
		return what + " of the request"
	case "userhash":
		*f = f.with("userhash", g.pick("true", "TRUE", "false", "maybe", "1"), g.IntN(2) == 0)
		return what
	}
	return "nothing"
}
