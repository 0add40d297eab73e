// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme

import (
	"iter"
	"slices"
	"strings"
)

// A Set is a set of names, such as roles. It is comparable and never changes, so
// that an Identity can be kept and shared. The zero Set is empty.
type Set struct {
	names string // in order, with a NUL between
}

// NewSet returns the set of the names. Those that are empty or have a NUL are in
// no set: nobody has them.
func NewSet(names ...string) Set {
	names = slices.Clone(names)
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" || strings.Contains(name, "\x00") })
	slices.Sort(names)
	return Set{strings.Join(slices.Compact(names), "\x00")}
}

// Has reports whether the name is in the set.
func (s Set) Has(name string) bool {
	for n := range s.All() {
		if n == name {
			return true
		}
	}
	return false
}

// IsZero reports whether the set is empty.
func (s Set) IsZero() bool { return s.names == "" }

// All yields the names in order.
func (s Set) All() iter.Seq[string] {
	if s.names == "" {
		return func(func(string) bool) {}
	}
	return strings.SplitSeq(s.names, "\x00")
}

// String returns the names with commas between, for logs.
func (s Set) String() string { return strings.ReplaceAll(s.names, "\x00", ", ") }
