// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/scheme"
)

func TestSet(t *testing.T) {
	s := scheme.NewSet("b", "a", "", "b", "x\x00a", "c d")
	if got := strings.Join(slices.Collect(s.All()), "|"); got != "a|b|c d" || s.String() != "a, b, c d" {
		t.Error(got, s)
	}
	for name, want := range map[string]bool{"a": true, "b": true, "c d": true, "": false, "c": false, "A": false, "a\x00b": false, "x": false, "x\x00a": false} {
		if s.Has(name) != want {
			t.Errorf("Has(%q): %t", name, !want)
		}
	}
	if s != scheme.NewSet("c d", "b", "a") || s == scheme.NewSet("a", "b") || s.IsZero() {
		t.Error("sets are not what is in them")
	}
	names := []string{"b", "a"}
	if scheme.NewSet(names...); names[0] != "b" {
		t.Error("the names of the caller were changed")
	}
	for range s.All() {
		break // the iterator must stop
	}
	empty := scheme.NewSet("", "\x00")
	if !empty.IsZero() || empty != (scheme.Set{}) || empty.Has("") || len(slices.Collect(empty.All())) != 0 || empty.String() != "" {
		t.Error("the empty set has something in it")
	}
}

func TestStrength(t *testing.T) {
	order := []scheme.Strength{0, scheme.StrengthSent, scheme.StrengthMD5, scheme.StrengthProved, scheme.StrengthBound}
	texts := make(map[string]bool)
	for i, s := range order {
		texts[s.String()] = true
		if i > 0 && s <= order[i-1] {
			t.Errorf("%v is not more than %v", s, order[i-1])
		}
	}
	if len(texts) != 5 || scheme.Strength(200).String() != "unknown strength" {
		t.Error(texts)
	}
}

// Attack I02: what a strong scheme protects, a weak one does not open. E09: a
// scope is not had by having another one.
func TestAttack_I02_E09_requirements(t *testing.T) {
	id := scheme.Identity{
		Subject: "alice", Strength: scheme.StrengthProved,
		Roles: scheme.NewSet("admin", "ops"), Scopes: scheme.NewSet("read", "write"),
	}
	tests := []struct {
		name  string
		check func(scheme.Identity) error
		want  string // "": passes; "fault"; else what the error says
	}{
		{"a role", scheme.RequireRole("ops"), ""},
		{"one of two", scheme.RequireRole("x", "admin"), ""},
		{"none of two", scheme.RequireRole("x", "y"), "needs a role of x, y"},
		{"part of a role", scheme.RequireRole("adm"), "needs a role of adm"},
		{"in another letter case", scheme.RequireRole("Admin"), "needs a role of Admin"},
		{"two roles with a comma", scheme.RequireRole("admin, ops"), "needs a role of admin, ops"},
		{"no role", scheme.RequireRole(), "fault"},
		{"the empty role", scheme.RequireRole(""), "fault"},
		{"a scope as a role", scheme.RequireRole("read"), "needs a role of read"},
		{"a scope", scheme.RequireScope("read"), ""},
		{"two", scheme.RequireScope("write", "read"), ""},
		{"two in one", scheme.RequireScope("write  read"), ""},
		{"one of two is missing", scheme.RequireScope("read", "x"), "needs the scopes read, x"},
		{"the last is missing", scheme.RequireScope("a", "read"), "needs the scopes a, read"},
		{"no scope", scheme.RequireScope(), "fault"},
		{"the empty scope", scheme.RequireScope("", " "), "fault"},
		{"a role as a scope", scheme.RequireScope("admin"), "needs the scopes admin"},
		{"a weaker scheme is enough", scheme.RequireStrength(scheme.StrengthSent), ""},
		{"exactly as strong", scheme.RequireStrength(scheme.StrengthProved), ""},
		{"stronger", scheme.RequireStrength(scheme.StrengthBound), "needs secret proved, and bound"},
		{"no strength", scheme.RequireStrength(0), "fault"},
		{"all", (&scheme.Requirement{Roles: scheme.NewSet("ops"), Scopes: scheme.NewSet("read"), Strength: scheme.StrengthMD5}).Check, ""},
		{"nothing of it", (&scheme.Requirement{Roles: scheme.NewSet("x"), Scopes: scheme.NewSet("y"), Strength: scheme.StrengthBound}).Check,
			"needs a role of x; the scopes y; secret proved, and bound"},
		{"only what is missing is said", (&scheme.Requirement{Roles: scheme.NewSet("ops"), Scopes: scheme.NewSet("y")}).Check, "needs the scopes y"},
		{"nothing", new(scheme.Requirement).Check, "fault"},
		{"nil", (*scheme.Requirement)(nil).Check, "fault"},
	}
	for _, tt := range tests {
		err := tt.check(id)
		reason, ok := errors.AsType[scheme.Reason](err)
		q, is := errors.AsType[*scheme.Requirement](fmt.Errorf("x: %w", err))
		switch {
		case tt.want == "" && err != nil,
			tt.want == "fault" && (err == nil || ok || is),
			tt.want != "" && tt.want != "fault" && (reason != scheme.ErrForbidden || !is || q.Error() != "scheme: forbidden: "+tt.want):
			t.Errorf("%s: %v", tt.name, err)
		}
		if tt.want != "" && tt.check(scheme.Identity{Subject: "x"}) == nil || tt.check(scheme.Identity{}) == nil {
			t.Errorf("%s: who has nothing passes", tt.name)
		}
	}
	if len(tests) != 26 {
		t.Errorf("%d tests", len(tests))
	}
}

// An Identity without Subject is none, and takes away the one that was there.
func TestContextOfNobody(t *testing.T) {
	ctx := scheme.NewContext(t.Context(), scheme.Identity{Subject: "alice"})
	for _, id := range []scheme.Identity{{}, {Roles: scheme.NewSet("admin")}} {
		if got, ok := scheme.FromContext(scheme.NewContext(ctx, id)); ok || got != (scheme.Identity{}) {
			t.Error(got, ok)
		}
	}
}
