// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle

// The authentication framework (RFC 9110, section 11).

// auth-scheme = token
func authScheme(in string, at int) []match[string] {
	return token(in, at)
}

// token68 = 1*( ALPHA / DIGIT /
//
//	"-" / "." / "_" / "~" / "+" / "/" ) *"="
func token68(in string, at int) []match[string] {
	return seq(octets(1, token68Char), octets(0, pad))(in, at)
}

// token68Char is the group in token68.
func token68Char(b byte) bool { return alpha(b) || digit(b) || oneOf(b, "-._~+/") }

// pad is the "=" in token68.
func pad(b byte) bool { return b == '=' }

// auth-param = token BWS "=" BWS ( token / quoted-string )
func authParam(in string, at int) []match[Param] {
	value := either(
		apply(token, func(s string) Param { return Param{Value: s} }),
		apply(quotedString, func(s string) Param { return Param{Value: s, Quoted: true} }),
	)
	named := func(name string, p Param) Param {
		p.Name = name
		return p
	}
	return then(token, after(seq(bws, literal("="), bws), value), named)(in, at)
}

// challenge = auth-scheme [ 1*SP ( token68 / #auth-param ) ]
func challenge(in string, at int) []match[Item] {
	return then(authScheme, optional(after(octets(1, sp), authData)), withScheme)(in, at)
}

// credentials = auth-scheme [ 1*SP ( token68 / #auth-param ) ]
func credentials(in string, at int) []match[Item] {
	return then(authScheme, optional(after(octets(1, sp), authData)), withScheme)(in, at)
}

// authData is the group in challenge and credentials.
func authData(in string, at int) []match[Item] {
	return either(apply(token68, withToken68), apply(list(authParam), withParams))(in, at)
}

func withToken68(text string) Item             { return Item{Token68: text} }
func withParams(params []Param) Item           { return Item{Params: params} }
func withScheme(scheme string, data Item) Item { data.Scheme = scheme; return data }

// WWW-Authenticate = #challenge
//
// Proxy-Authenticate = #challenge
func wwwAuthenticate(in string, at int) []match[[]Item] {
	return list(challenge)(in, at)
}

// Authorization = credentials
//
// Proxy-Authorization = credentials
func authorization(in string, at int) []match[Item] {
	return credentials(in, at)
}

// Authentication-Info = #auth-param
//
// Proxy-Authentication-Info = #auth-param
func authenticationInfo(in string, at int) []match[Item] {
	return apply(list(authParam), withParams)(in, at)
}
