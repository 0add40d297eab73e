// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"encoding/base64"
	"strings"
)

// The lines that are read, as real servers and clients send them.

// digestLine is a full set of credentials of RFC 7616: ten parameters.
const digestLine = `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=SHA-256, ` +
	`nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", ` +
	`qop=auth, response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`

// challenges are what WWW-Authenticate offers, one challenge each: the first
// alone, the first three, or all eight. Their schemes are those that all peers
// know, and none has a token68, which some peers do not read.
var challenges = []string{
	`Bearer realm="https://auth.example.org/token", service="registry.example.org", scope="repository:library/linux:pull"`,
	`Digest realm="http-auth@example.org", qop="auth", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", ` +
		`opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
	`Basic realm="mail@example.org", charset="UTF-8"`,
	`Bearer realm="api", error="invalid_token", error_description="The access token has expired"`,
	`Digest realm="old", qop="auth", algorithm=MD5, nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"`,
	`Basic realm="printers, on second floor"`,
	`Bearer realm="a", scope="openid profile email", max_age=300, acr_values="mfa", error=invalid_token`,
	`Digest realm="b", qop="auth-int", algorithm=SHA-256, stale=true, userhash=true, charset=UTF-8, domain="/a /b /c/d/e", nonce="c1a7e2"`,
}

// oneLine returns the first n challenges as one field line.
func oneLine(n int) []string { return []string{strings.Join(challenges[:n], ", ")} }

// ownLines returns the first n challenges on a line each, for those who read
// one challenge of a line.
func ownLines(n int) []string { return challenges[:n:n] }

// What RFC 7617, Section 2, has for an example.
const (
	basicUser     = "Aladdin"
	basicPassword = "open sesame"
)

var (
	basicToken = base64.StdEncoding.EncodeToString([]byte(basicUser + ":" + basicPassword))
	basicLine  = "Basic " + basicToken
)

// bearerToken has 1 KiB, in the form of a JWT.
var bearerToken = func() string {
	part := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(31*i + i>>4)
		}
		return base64.RawURLEncoding.EncodeToString(b)
	}
	return (part(27) + "." + part(490) + "." + part(256))[:1<<10]
}()

var bearerLine = "Bearer " + bearerToken
