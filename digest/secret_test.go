// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
)

// G12: a Secret does not print where fmt cannot ask it how, which is in fields
// that are not exported, however deep.
func TestAttack_G12_secrets_of_others(t *testing.T) {
	s, err := digest.ParseSecret(digest.SHA256, strings.Repeat("3d", 32))
	if err != nil {
		t.Fatal(err)
	}
	type account struct {
		name   string
		secret digest.Secret
	}
	type accounts struct {
		list  []account
		named map[string]digest.Secret
		ptr   *digest.Secret
		any   any
		array [2]digest.Secret
	}
	a := account{"Mufasa", s}
	deep := accounts{[]account{a}, map[string]digest.Secret{"Mufasa": s}, &s, s, [2]digest.Secret{s, s}}
	values := map[string]any{
		"itself":             s,
		"a pointer":          &s,
		"a struct":           a,
		"its pointer":        &a,
		"a slice":            []account{a},
		"pointers":           []*account{&a},
		"a map":              map[string]account{"Mufasa": a},
		"nested":             struct{ a account }{a},
		"embedded":           struct{ account }{a},
		"all":                deep,
		"all, pointer":       &deep,
		"an exported field":  struct{ Secret digest.Secret }{s},
		"an embedded Secret": struct{ digest.Secret }{s},
		"reflected":          reflect.ValueOf(a).Field(1),
		"reflected, nested":  reflect.ValueOf(deep).Field(0).Index(0).Field(1),
	}
	for i := range reflect.TypeFor[digest.Secret]().NumField() {
		values[fmt.Sprintf("field %d", i)] = reflect.ValueOf(a).Field(1).Field(i)
	}
	// Its bytes are 61, in whatever base and notation.
	hidden := []string{"===", "3d3d3d", "3D3D3D", "3d 3d 3d", "3D 3D 3D", "61 61 61", "61, 61, 61", "75 75 75", "111101 111101", "0x3d, 0x3d", "0x3d 0x3d", "075 075", "U+003D U+003D"}
	printed := 0
	for name, v := range values {
		check := func(how, text string) {
			t.Helper()
			printed++
			for _, h := range hidden {
				if strings.Contains(text, h) {
					t.Fatalf("%s, %s: %s", name, how, text)
				}
			}
		}
		for verb := 'A'; verb <= 'z'; verb++ {
			if verb > 'Z' && verb < 'a' {
				continue
			}
			for _, flag := range []string{"", "+", "#", " ", "# ", "0", "08.3"} {
				format := "%" + flag + string(verb)
				check(format, fmt.Sprintf(format, v))
			}
		}
		check("Sprint", fmt.Sprint(v))
		check("Errorf", fmt.Errorf("%w, %v", fmt.Errorf("%v", v), v).Error())
		var log strings.Builder
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", v)
		check("slog", log.String())
		if b, err := json.Marshal(v); err == nil {
			check("JSON", string(b))
		}
	}
	if want := 17 * 52 * 7; printed < want {
		t.Errorf("%d texts, not %d", printed, want)
	}
}

func TestSecretEqual(t *testing.T) {
	secret := func(a digest.Algorithm, digits string) digest.Secret {
		t.Helper()
		s, err := digest.ParseSecret(a, digits)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	digits := strings.Repeat("3d", 32)
	all := []digest.Secret{
		{}, // none
		secret(digest.SHA256, digits),
		secret(digest.SHA512256, digits),
		secret(digest.SHA256, strings.Repeat("3d", 31)+"3c"),
		secret(digest.SHA256, strings.Repeat("0", 64)),
	}
	for i, s := range all {
		for j, other := range all {
			if s.Equal(other) != (i == j) || other.Equal(s) != (i == j) {
				t.Errorf("%d and %d are equal: %t", i, j, s.Equal(other))
			}
		}
		if (s.Reveal() == "") != s.IsZero() || s.IsZero() != (i == 0) {
			t.Errorf("%d reveals %d digits", i, len(s.Reveal()))
		}
	}
	if s := secret(digest.SHA256Sess, strings.ToUpper(digits)); !s.Equal(all[1]) || s.Reveal() != digits {
		t.Error("the -sess form has another secret, or upper case counts")
	}
}

// A Secret takes one allocation when it is made, besides those of its input, and
// none after that.
func TestSecretAllocates(t *testing.T) {
	digits := strings.Repeat("3d", 16)
	if n := testing.AllocsPerRun(100, func() {
		if s, err := digest.ParseSecret(digest.SHA256, digits+digits); s.IsZero() || err != nil {
			t.Fatal(err)
		}
	}); n > 3 { // two are the digits
		t.Errorf("ParseSecret allocates %v times", n)
	}
}
