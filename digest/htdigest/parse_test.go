// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest_test

import (
	"context"
	"crypto/fips140"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/digest/htdigest"
	"github.com/go-httpauth/httpauth/scheme"
)

const (
	realm = "http-auth@example.org"
	pw    = "Circle of Life"

	// Of Mufasa in that realm, with SHA-256.
	digits   = "7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232"
	userHash = "a947aad205e80e429958a387394944c6b496301e79f89d35a4cc23b6ee12b5b6"
	line     = "Mufasa:" + realm + ":" + digits

	// With SHA-512-256, and with MD5.
	line512 = "Mufasa:" + realm + ":fb174f5c3c7802721517cae13b98e2b8dae2e0118cb705d94ee29946319204ce"
	hash512 = "e2dfabd1a96ddf867710b653b6e6857d1f147086de7d7ef79dcd249859872570"
	lineMD5 = "Mufasa:" + realm + ":3d78807defe7de2157e2b0b6573a855f"
)

// lookuper is a Table or a File.
type lookuper interface {
	Lookup(ctx context.Context, q digest.Query) (digest.Secret, scheme.Identity, error)
}

// expect looks a user up by name and by hash, and wants the secret of a
// password, or with none that the user is not known.
func expect(t *testing.T, l lookuper, a digest.Algorithm, user, realm, password string) {
	t.Helper()
	if a == digest.MD5 && fips140.Enforced() {
		return
	}
	hash, err := digest.UserHash(a, user, realm)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []digest.Query{
		{Algorithm: a, Realm: realm, User: user},
		{Algorithm: a, Realm: realm, User: hash, UserHash: true},
	} {
		secret, id, err := l.Lookup(t.Context(), q)
		if password == "" {
			if !secret.IsZero() || id.Subject != "" || err != scheme.ErrUnknownUser {
				t.Errorf("%+v: %v, %+v, %v; want no such user", q, secret.IsZero(), id, err)
			}
			continue
		}
		want, wantErr := digest.NewSecret(a, user, realm, password)
		if wantErr != nil {
			t.Fatal(wantErr)
		}
		if err != nil || !secret.Equal(want) || id.Subject != user {
			t.Errorf("%+v: right secret %v, subject %q, %v", q, secret.Equal(want), id.Subject, err)
		}
	}
}

func parse(t *testing.T, text string, opts *htdigest.Options) *htdigest.Table {
	t.Helper()
	table, err := htdigest.Parse(strings.NewReader(text), opts)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// The file was made by htdigest of Apache 2.4.
func TestApache(t *testing.T) {
	if fips140.Enforced() {
		t.Skip("MD5: NOT TESTED, as FIPS 140 mode is enforced")
	}
	table := open(t, "testdata/apache.htdigest", nil)
	expect(t, table, digest.MD5, "Mufasa", realm, pw)
	expect(t, table, digest.MD5, "agent007", "download area", "secret")
	expect(t, table, digest.MD5, "Mufasa", `staff "A" \ B`, pw)
	expect(t, table, digest.MD5, "Jürgen Jäger", `staff "A" \ B`, "zwölf Boxkämpfer: #1")
	expect(t, table, digest.MD5, "agent007", realm, "")
	expect(t, table, digest.SHA256, "Mufasa", realm, "")
}

// The file has the fields that lighttpd wants, as its manual makes them, but
// with openssl.
func TestLighttpd(t *testing.T) {
	table := open(t, "testdata/lighttpd.htdigest", nil)
	for _, a := range []digest.Algorithm{digest.MD5, digest.SHA256, digest.SHA512256} {
		expect(t, table, a, "Mufasa", realm, pw)
		expect(t, table, a, "mufasa", realm, "")
	}
	expect(t, table, digest.SHA256, "agent007", "download area", "secret")
	expect(t, table, digest.SHA256, "Jürgen Jäger", "download area", "zwölf Boxkämpfer: #1")
	expect(t, table, digest.SHA512256, "agent007", "download area", "")
}

func open(t *testing.T, name string, opts *htdigest.Options) *htdigest.File {
	t.Helper()
	f, err := htdigest.Open(name, opts)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestParse(t *testing.T) {
	sha512 := &htdigest.Options{Algorithm: digest.SHA512256}
	tests := map[string]struct {
		text string
		opts *htdigest.Options
		want []digest.Algorithm // that Mufasa has
	}{
		"one line":               {line + "\n", nil, []digest.Algorithm{digest.SHA256}},
		"no end":                 {line, nil, []digest.Algorithm{digest.SHA256}},
		"CR LF":                  {"# a\r\n\r\n" + line + "\r\n", nil, []digest.Algorithm{digest.SHA256}},
		"comments and blanks":    {"#\n# \xe4\x00\n \t\n\n" + line + "\n#" + line + "\n", nil, []digest.Algorithm{digest.SHA256}},
		"upper case":             {"Mufasa:" + realm + ":" + strings.ToUpper(digits), nil, []digest.Algorithm{digest.SHA256}},
		"user hash":              {line + ":" + userHash, nil, []digest.Algorithm{digest.SHA256}},
		"the other 64":           {line512, sha512, []digest.Algorithm{digest.SHA512256}},
		"told by the user hash":  {line512 + ":" + hash512, nil, []digest.Algorithm{digest.SHA512256}},
		"told, and not by us":    {line + ":" + userHash, sha512, []digest.Algorithm{digest.SHA256}},
		"all":                    {lineMD5 + "\n" + line + "\n" + line512 + ":" + hash512, nil, []digest.Algorithm{digest.MD5, digest.SHA256, digest.SHA512256}},
		"several realms, others": {"Mufasa:x:" + digits + "\n" + line + "\nScar" + line[6:], nil, []digest.Algorithm{digest.SHA256}},
		"longest":                {line + "\nx:" + strings.Repeat("y", 1024-3-64) + ":" + digits, nil, []digest.Algorithm{digest.SHA256}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			table := parse(t, tt.text, tt.opts)
			for _, a := range []digest.Algorithm{digest.MD5, digest.SHA256, digest.SHA512256} {
				password := ""
				for _, b := range tt.want {
					if a == b {
						password = pw
					}
				}
				expect(t, table, a, "Mufasa", realm, password)
			}
			slow, err := htdigest.Parse(iotest.OneByteReader(strings.NewReader(tt.text)), tt.opts)
			if err != nil {
				t.Fatal(err)
			}
			expect(t, slow, tt.want[0], "Mufasa", realm, pw)
		})
	}
}

func TestParseFaults(t *testing.T) {
	broken := errors.New("broken")
	for _, tt := range []struct {
		name string
		r    io.Reader
		want error
	}{
		{"empty", strings.NewReader(""), htdigest.ErrNoUsers},
		{"no users", strings.NewReader("# nobody\n\n"), htdigest.ErrNoUsers},
		{"a reader that fails", iotest.ErrReader(broken), broken},
		{"it fails in a line", io.MultiReader(strings.NewReader(line+"\n"+line[:40]), iotest.ErrReader(broken)), broken},
		{"it fails between lines", io.MultiReader(strings.NewReader(line+"\n"), iotest.ErrReader(broken)), broken},
	} {
		if table, err := htdigest.Parse(tt.r, nil); table != nil || !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, %v", tt.name, table, err)
		}
	}
	for _, a := range []digest.Algorithm{digest.MD5, digest.SHA256Sess, "x"} {
		if table, err := htdigest.Parse(strings.NewReader(line), &htdigest.Options{Algorithm: a}); table != nil || err == nil {
			t.Errorf("%s for 64 digits: %v, %v", a, table, err)
		}
	}
}

// Where there is no MD5, its lines are left out, and still have to be good.
func TestFIPS(t *testing.T) {
	if !fips140.Enforced() {
		t.Skip("NOT TESTED: FIPS 140 mode is not enforced")
	}
	table := parse(t, lineMD5+"\n"+line, nil)
	expect(t, table, digest.SHA256, "Mufasa", realm, pw)
	if _, err := htdigest.Parse(strings.NewReader(lineMD5), nil); err != htdigest.ErrNoUsers {
		t.Error(err)
	}
	if _, err := htdigest.Parse(strings.NewReader(line+"\n"+lineMD5[1:]+"x"), nil); err == nil {
		t.Error("a line that is not good is accepted")
	}
}

func TestNothingPrints(t *testing.T) {
	name := t.TempDir() + "/file"
	if err := os.WriteFile(name, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	table, file := parse(t, line, nil), open(t, name, nil)
	bytes, err := hex.DecodeString(digits)
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		for _, v := range []any{table, *table, file, *file} {
			if s := fmt.Sprintf(verb, v); !strings.HasSuffix(s, " [redacted]") || strings.Contains(s, "{") {
				t.Errorf("%s: %s", verb, s)
			}
		}
		// Where fmt does not ask it how, the names are printed, but no secret is.
		for _, v := range []any{struct{ t *htdigest.Table }{table}, struct{ t htdigest.Table }{*table}, struct{ f *htdigest.File }{file}, struct{ f htdigest.File }{*file}, reflect.ValueOf(*table).Field(0)} {
			s := fmt.Sprintf(verb, v)
			for _, h := range []string{digits, strings.ToUpper(digits), string(bytes), strings.Trim(fmt.Sprint(bytes), "[]"), strings.Trim(fmt.Sprintf("% x", bytes), "[]")} {
				if strings.Contains(s, h) {
					t.Errorf("%s: %s", verb, s)
				}
			}
		}
	}
}
