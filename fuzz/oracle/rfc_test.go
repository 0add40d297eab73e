// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle_test

import "testing"

// The examples of the specifications, on one line where they are folded.

func TestChallengeExamples(t *testing.T) {
	check(t, challenges, 14, []corner{
		{`Basic realm="simple", Newauth realm="apps", type=1, title="Login to \"apps\""`,
			`Basic realm="simple"; Newauth realm="apps" type=1 title="Login to \"apps\""`,
			"RFC 9110, section 11.6.1"},
		{`Newauth realm="apps", type=1, title="Login to \"apps\"", Basic realm="simple"`,
			`Newauth realm="apps" type=1 title="Login to \"apps\""; Basic realm="simple"`,
			"RFC 7235, section 4.1"},
		{`Basic realm="WallyWorld"`, `Basic realm="WallyWorld"`, "RFC 7617, section 2"},
		{`Basic realm="foo", charset="UTF-8"`, `Basic realm="foo" charset="UTF-8"`,
			"RFC 7617, section 2.1"},
		{`Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
			`Digest realm="http-auth@example.org" qop="auth, auth-int" algorithm=SHA-256 nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v" opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
			"RFC 7616, section 3.9.1"},
		{`Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
			`Digest realm="http-auth@example.org" qop="auth, auth-int" algorithm=MD5 nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v" opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
			"RFC 7616, section 3.9.1"},
		{`Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8, userhash=true`,
			`Digest realm="api@example.org" qop="auth" algorithm=SHA-512-256 nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK" opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS" charset=UTF-8 userhash=true`,
			"RFC 7616, section 3.9.2"},
		{`Bearer realm="example"`, `Bearer realm="example"`, "RFC 6750, section 3"},
		{`Bearer realm="example", error="invalid_token", error_description="The access token expired"`,
			`Bearer realm="example" error="invalid_token" error_description="The access token expired"`,
			"RFC 6750, section 3"},
		{`Bearer scope="urn:example:channel=HBO&urn:example:rating=G,PG-13"`,
			`Bearer scope="urn:example:channel=HBO&urn:example:rating=G,PG-13"`,
			"RFC 6750, section 3"},
		{`Bearer, DPoP algs="ES256 PS256"`, `Bearer; DPoP algs="ES256 PS256"`,
			"RFC 9449, section 7.2"},
		{`Negotiate`, `Negotiate`, "RFC 4559, section 4.1"},
		{`Negotiate oYIBEzCCAQ+gAwoBAKEL==`, `Negotiate [oYIBEzCCAQ+gAwoBAKEL==]`,
			"RFC 4559, section 4.2, shortened"},
		{`PrivateToken challenge="abc...", token-key="123...", PrivateToken challenge="def...", token-key="234..."`,
			`PrivateToken challenge="abc..." token-key="123..."; PrivateToken challenge="def..." token-key="234..."`,
			"RFC 9577, section 2.1.2"},
	})
}

func TestCredentialsExamples(t *testing.T) {
	check(t, credentials, 8, []corner{
		{`Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==`, `Basic [QWxhZGRpbjpvcGVuIHNlc2FtZQ==]`,
			"RFC 7617, section 2"},
		{`Basic dGVzdDoxMjPCow==`, `Basic [dGVzdDoxMjPCow==]`, "RFC 7617, section 2.1"},
		{`Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="8ca523f5e9506fed4657c9700eebdbec", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
			`Digest username="Mufasa" realm="http-auth@example.org" uri="/dir/index.html" algorithm=MD5 nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v" nc=00000001 cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ" qop=auth response="8ca523f5e9506fed4657c9700eebdbec" opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
			"RFC 7616, section 3.9.1"},
		{`Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
			`Digest username="Mufasa" realm="http-auth@example.org" uri="/dir/index.html" algorithm=SHA-256 nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v" nc=00000001 cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ" qop=auth response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1" opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
			"RFC 7616, section 3.9.1"},
		{`Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, realm="api@example.org", uri="/doe.json", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", nc=00000001, cnonce="NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v", qop=auth, response="3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", userhash=false`,
			`Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe realm="api@example.org" uri="/doe.json" algorithm=SHA-512-256 nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK" nc=00000001 cnonce="NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v" qop=auth response="3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5" opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS" userhash=false`,
			"RFC 7616, section 3.9.2"},
		{`Bearer mF_9.B5f-4.1JqM`, `Bearer [mF_9.B5f-4.1JqM]`, "RFC 6750, section 2.1"},
		{`DPoP Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU`,
			`DPoP [Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU]`, "RFC 9449, section 7.1"},
		{`PrivateToken token="abc..."`, `PrivateToken token="abc..."`, "RFC 9577, section 2.2"},
	})
}

func TestInfoExamples(t *testing.T) {
	check(t, info, 2, []corner{
		{`nextnonce="47364c23432d2e131a5fb210812c"`, `nextnonce="47364c23432d2e131a5fb210812c"`,
			"the nextnonce of RFC 7616, section 3.5"},
		{`qop=auth, rspauth="6629fae49393a05397450978507c4ef1", cnonce="0a4f113b", nc=00000001`,
			`qop=auth rspauth="6629fae49393a05397450978507c4ef1" cnonce="0a4f113b" nc=00000001`,
			"the parameters of RFC 7616, section 3.5"},
	})
}
