// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle_test

import (
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/fuzz/oracle"
)

const alphanum = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// The classes once more, as lists. Each has a line with a %, which is inside
// the grammar of credentials if and only if the % is replaced by an octet of
// the class, and what the line then means.
var classes = []struct {
	name string
	has  func(b byte) bool
	size int
	line string
	want string
}{
	{"tchar", isTchar, 15 + 62, "X a=0%0", "X a=0%0"},
	{"token68", isToken68, 6 + 62, "X 0%0=", "X [0%0=]"},
	{"qdtext", isQdtext, 1 + 95 - 2 + 128, `X a="%"`, `X a="%"`},
	{"quoted-pair", isEscaped, 1 + 95 + 128, `X a="\%"`, `X a="%"`},
}

func isTchar(b byte) bool {
	return strings.IndexByte("!#$%&'*+-.^_`|~"+alphanum, b) >= 0
}

func isToken68(b byte) bool {
	return strings.IndexByte("-._~+/"+alphanum, b) >= 0
}

func isQdtext(b byte) bool {
	return isEscaped(b) && b != '"' && b != '\\'
}

func isEscaped(b byte) bool {
	return b == '\t' || ' ' <= b && b <= '~' || 0x80 <= b
}

func TestClassOfEveryOctet(t *testing.T) {
	for i := range 256 {
		var names []string
		for _, c := range classes {
			if c.has(byte(i)) {
				names = append(names, c.name)
			}
		}
		want := strings.Join(names, " ")
		if got := oracle.Class(byte(i)); got != want {
			t.Errorf("Class(%#02x) = %q, want %q", i, got, want)
		}
	}
}

// TestClassInLine asks the grammar, not Class.
func TestClassInLine(t *testing.T) {
	if len(classes) != 4 {
		t.Errorf("%d classes, want 4", len(classes))
	}
	for _, c := range classes {
		var size int
		for i := range 256 {
			octet := string([]byte{byte(i)})
			want := outside
			if c.has(byte(i)) {
				size++
				shown := octet
				if strings.Contains(c.want, `"`) {
					shown = quote(octet)
					shown = shown[1 : len(shown)-1]
				}
				want = strings.Replace(c.want, "%", shown, 1)
			}
			line := strings.Replace(c.line, "%", octet, 1)
			if got := credentials(line); got != want {
				t.Errorf("%s: %q\n got %s\nwant %s", c.name, line, got, want)
			}
		}
		if size != c.size {
			t.Errorf("%s: %d octets, want %d", c.name, size, c.size)
		}
	}
}

// TestClassRelations states how the classes lie in each other.
func TestClassRelations(t *testing.T) {
	for i := range 256 {
		class := oracle.Class(byte(i))
		has := func(name string) bool { return strings.Contains(class, name) }
		if has("tchar") && !has("qdtext") {
			t.Errorf("%#02x is in a token, but not in a quoted-string", i)
		}
		if has("token68") && !has("tchar") && i != '/' {
			t.Errorf("%#02x is in a token68, but not in a token", i)
		}
		if has("qdtext") && !has("quoted-pair") {
			t.Errorf("%#02x is qdtext, but cannot be escaped", i)
		}
		if control := i < 0x20 && i != '\t' || i == 0x7F; control != (class == "") {
			t.Errorf("%#02x: class %q", i, class)
		}
	}
}
