// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"crypto/fips140"
	"strings"
	"testing"
)

// noMD5 reports whether MD5 was to be refused, and fails if it was not: in FIPS
// 140 mode there is none.
func noMD5(t *testing.T, a Algorithm, err error) bool {
	t.Helper()
	if a != MD5 || !fips140.Enforced() {
		return false
	}
	if err != errUnknown {
		t.Errorf("MD5 in FIPS 140 mode: %v", err)
	}
	return true
}

// The examples of RFC 7616 and RFC 2617, with the errata: Section 3.9.1 has
// "Circle of Life" (4495), and 3.9.2 is printed for SHA-512 cut short (4897).

func TestRFC7616_3_9_1(t *testing.T) {
	tests := []struct {
		algorithm                   Algorithm
		secret, response, serverHas string
	}{
		{MD5, "3d78807defe7de2157e2b0b6573a855f", "8ca523f5e9506fed4657c9700eebdbec", "9b712497bc9f91499fbcca1dfc5f09a5"},
		{SHA256, "7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232",
			"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
			"86d3b25618d41854ca5039a5d7e53ff6355d5134a9b1fb088a78ac3c462195a0"},
	}
	for _, tt := range tests {
		s, err := NewSecret(tt.algorithm, "Mufasa", "http-auth@example.org", "Circle of Life")
		if noMD5(t, tt.algorithm, err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := string(s.appendHex(nil)); got != tt.secret {
			t.Errorf("%s: H(A1) %s", tt.algorithm, got)
		}
		p := proof{tt.algorithm, "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "00000001",
			"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", "auth", "/dir/index.html"}
		if got := string(p.appendResponse(nil, s, "GET", nil)); got != tt.response {
			t.Errorf("%s: response %s", tt.algorithm, got)
		}
		if got := string(p.appendRspauth(nil, s, nil)); got != tt.serverHas {
			t.Errorf("%s: rspauth %s", tt.algorithm, got)
		}
		if again, err := ParseSecret(tt.algorithm, strings.ToUpper(tt.secret)); err != nil || !again.Equal(s) {
			t.Errorf("%s: ParseSecret: %v", tt.algorithm, err)
		}
	}
}

func TestRFC7616_3_9_2(t *testing.T) {
	s, err := NewSecret(SHA512256, "Jäsøn Doe", "api@example.org", "Secret, or not?")
	if err != nil {
		t.Fatal(err)
	}
	p := proof{SHA512256, "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", "00000001",
		"NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v", "auth", "/doe.json"}
	if got := string(p.appendResponse(nil, s, "GET", nil)); got != "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5" {
		t.Error(got)
	}
}

func TestRFC2617_3_5(t *testing.T) {
	s, err := NewSecret(MD5, "Mufasa", "testrealm@host.com", "Circle Of Life")
	if noMD5(t, MD5, err) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	p := proof{MD5, "dcd98b7102dd2f0e8b11d0f600bfb0c093", "00000001", "0a4f113b", "auth", "/dir/index.html"}
	if got := string(p.appendResponse(nil, s, "GET", nil)); got != "6629fae49393a05397450978507c4ef1" {
		t.Error(got)
	}
}
