// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/go-httpauth/httpauth/header"
)

// An elem is a challenge, credentials or an Info in a form that tables can hold.
type elem struct {
	Scheme, Token68 string
	Params          [][2]string
}

func elemOf(scheme string, token68 func() (string, bool), params header.Params) elem {
	e := elem{Scheme: scheme}
	e.Token68, _ = token68()
	for p := range params.All() {
		e.Params = append(e.Params, [2]string{p.Name, p.Value()})
	}
	return e
}

func challenges(t *testing.T, lines ...string) (es []elem) {
	t.Helper()
	chs, err := header.ParseChallenges(lines)
	if err != nil {
		t.Fatal(err)
	}
	for _, ch := range chs {
		es = append(es, elemOf(ch.Scheme(), ch.Token68, ch.Params()))
	}
	return es
}

func TestRFC9110_11_6_1(t *testing.T) {
	got := challenges(t, `Basic realm="simple", Newauth realm="apps", type=1, title="Login to \"apps\""`)
	want := []elem{
		{"Basic", "", [][2]string{{"realm", "simple"}}},
		{"Newauth", "", [][2]string{{"realm", "apps"}, {"type", "1"}, {"title", `Login to "apps"`}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRFC7616_3_9_1(t *testing.T) {
	const nonce, opaque = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"
	got := challenges(t,
		`Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="`+nonce+`", opaque="`+opaque+`"`,
		`Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="`+nonce+`", opaque="`+opaque+`"`)
	want := make([]elem, 2)
	for i, alg := range []string{"SHA-256", "MD5"} {
		want[i] = elem{"Digest", "", [][2]string{
			{"realm", "http-auth@example.org"}, {"qop", "auth, auth-int"}, {"algorithm", alg}, {"nonce", nonce}, {"opaque", opaque},
		}}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// One line of look-ahead and list rules, by requirement.
func TestGrammar(t *testing.T) {
	bare := func(s string) elem { return elem{Scheme: s} }
	x := elem{"A", "", [][2]string{{"b", "c"}}}
	tests := []struct {
		requirement, line string
		want              []elem
	}{
		{"H-006 blanks round the value", " \tA b=c\t ", []elem{x}},
		{"H-012 an empty list", "", nil},
		{"H-012 only commas", " , ,, ", nil},
		{"H-016 BWS", "A b \t=\t c", []elem{x}},
		{"H-017 quoted-pair", `A b="\c"`, []elem{x}},
		{"H-019 obs-text", "A b=\"\xe4\"", []elem{{"A", "", [][2]string{{"b", "\xe4"}}}}},
		{"H-031 token68", "A b/c==", []elem{{"A", "b/c==", nil}}},
		{"H-034 both notations", `A b="c"`, []elem{x}},
		{"H-035 several blanks", "A   b=c", []elem{x}},
		{"H-036 an empty element after the scheme", "A , b=c", []elem{x}},
		{"H-037 a scheme after a comma", "A b=c, D", []elem{x, bare("D")}},
		{"H-038 padding", "A b=", []elem{{"A", "b=", nil}}},
		{"H-038 padding and a comma", "A b= , D", []elem{{"A", "b=", nil}, bare("D")}},
		{"H-038 a value after BWS", "A b= c", []elem{x}},
		{"H-039 empty elements between challenges", "A b=c,,\t,D", []elem{x, bare("D")}},
		{"9449 7.2 a scheme alone", `Bearer, DPoP algs="ES256"`, []elem{bare("Bearer"), {"DPoP", "", [][2]string{{"algs", "ES256"}}}}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, challenges(t, tt.line)); diff != "" {
			t.Errorf("%s: %q: %s", tt.requirement, tt.line, diff)
		}
	}
}

func TestRFC9110_11_6_3(t *testing.T) {
	info, err := header.ParseInfo([]string{`rspauth="a\"b", , nc=00000001`, "", `qop=auth`})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := info.String(), `rspauth="a\"b", nc=00000001, qop=auth`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if _, err := header.ParseInfo([]string{"a=b", "A=c"}); err == nil {
		t.Error("a parameter on two lines is accepted")
	}
}
