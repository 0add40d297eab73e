// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme_test

import (
	"fmt"
	"testing"

	"github.com/go-httpauth/httpauth/scheme"
)

func TestPath(t *testing.T) {
	const origin = "https://example.com"
	tests := []struct{ origin, target, want string }{
		{origin, "/", "/"},
		{origin, "/a/b", "/a/b"},
		{origin, "/a/", "/a/"},
		{origin, "/a?b/../c", "/a"},
		{origin, "/a?%2e#", "/a"},
		{origin, "/a.b/c..d", "/a.b/c..d"},
		{origin, "/%C3%A4;x", "/%C3%A4;x"},
		{origin, origin + "/a", "/a"},
		{"", "/a", "/a"}, // whose it is, is not for Path to say
		{origin, "*", ""},
		{origin, "", ""},
		{origin, "a", ""},
		{origin, "?a", ""},
		{origin, "example.com:443", ""},
		{origin, origin, ""},
		{origin, origin + "?/a", ""},
		{origin, origin + ".evil.example/a", ""},
		{origin, origin + ":444/a", ""},
		{origin, "http://example.com/a", ""},
		{origin, "//example.com/a", ""},
		{"", origin + "/a", ""},
		{origin, "/a/../b", ""},
		{origin, "/a/./b", ""},
		{origin, "/a/..", ""},
		{origin, "/..;/b", ""},
		{origin, "/a/.b", ""}, // a segment of dots to whoever drops what is behind
		{origin, "/a/%2e%2e/b", ""},
		{origin, "/a/.%2E/b", ""},
		{origin, "/a%2e%2E/b", ""},
		{origin, "/a/..%2fb", ""},
		{origin, "/a%2Fb", ""},
		{origin, "/a%5C..%5cb", ""},
		{origin, "/a\\..\\b", ""},
		{origin, "/a/%252e%252e/b", ""},
		{origin, "/a//b", ""},
		{origin, "/a%00", ""},
		{origin, "/a#b", ""},
		{origin, origin + "/a/../b", ""},
	}
	for _, tt := range tests {
		r := &scheme.Request{Origin: tt.origin, Target: tt.target}
		if path, ok := r.Path(); path != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: %q, %t", tt.target, path, ok)
		}
	}
	if len(tests) != 38 {
		t.Errorf("%d tests", len(tests))
	}
}

// Where a client was accepted in one directory, it has credentials ready for what
// is below, and for nothing that only looks like it.
func ExampleRequest_Path() {
	for _, target := range []string{"/docs/index.html?page=1", "/docs/../admin", "/docs/%2e%2e/admin", "*"} {
		r := &scheme.Request{Method: "GET", Origin: "https://example.com", Target: target}
		path, ok := r.Path()
		fmt.Println(path, ok)
	}
	// Output:
	// /docs/index.html true
	//  false
	//  false
	//  false
}
