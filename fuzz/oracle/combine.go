// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle

import (
	"reflect"
	"slices"
)

// A match is one way in which a rule matches: where it ends and what it means.
type match[T any] struct {
	end   int
	value T
}

// A rule maps an input and a position to all matches that begin there.
// No match at all means failure.
type rule[T any] func(in string, at int) []match[T]

// add inserts m, in the order of the ends, unless the same end with the same
// value is there already. All combinators collect through add, which is what
// keeps the number of matches small: how a value was reached does not count.
func add[T any](found []match[T], m match[T]) []match[T] {
	i := len(found)
	for i > 0 && found[i-1].end > m.end {
		i--
	}
	for k := i; k > 0 && found[k-1].end == m.end; k-- {
		if reflect.DeepEqual(found[k-1].value, m.value) {
			return found
		}
	}
	return slices.Insert(found, i, m)
}

// then is the sequence of two rules.
func then[A, B, C any](first rule[A], second rule[B], join func(A, B) C) rule[C] {
	return func(in string, at int) []match[C] {
		var found []match[C]
		for _, a := range first(in, at) {
			for _, b := range second(in, a.end) {
				found = add(found, match[C]{b.end, join(a.value, b.value)})
			}
		}
		return found
	}
}

// after is the sequence of two rules of which only the second has a value.
func after[A, B any](first rule[A], second rule[B]) rule[B] {
	return then(first, second, func(_ A, b B) B { return b })
}

// before is the sequence of two rules of which only the first has a value.
func before[A, B any](first rule[A], second rule[B]) rule[A] {
	return then(first, second, func(a A, _ B) A { return a })
}

// either is the alternative: the matches of all rules, none preferred.
func either[T any](rules ...rule[T]) rule[T] {
	return func(in string, at int) []match[T] {
		var found []match[T]
		for _, r := range rules {
			for _, m := range r(in, at) {
				found = add(found, m)
			}
		}
		return found
	}
}

// optional is [ rule ]; the value of nothing is the zero value.
func optional[T any](r rule[T]) rule[T] {
	return func(in string, at int) []match[T] {
		found := []match[T]{{end: at}}
		for _, m := range r(in, at) {
			found = add(found, m)
		}
		return found
	}
}

// many is *rule. It extends every match found so far, the new ones too, until
// nothing new turns up. A new one never ends before the one it extends, so add
// puts it where the loop has yet to come.
func many[T any](r rule[T], join func(T, T) T) rule[T] {
	return func(in string, at int) []match[T] {
		found := []match[T]{{end: at}}
		for i := 0; i < len(found); i++ {
			for _, m := range r(in, found[i].end) {
				found = add(found, match[T]{m.end, join(found[i].value, m.value)})
			}
		}
		return found
	}
}

// many1 is 1*rule.
func many1[T any](r rule[T], join func(T, T) T) rule[T] {
	return then(r, many(r, join), join)
}

// apply changes the value of every match.
func apply[A, B any](r rule[A], change func(A) B) rule[B] {
	return func(in string, at int) []match[B] {
		var found []match[B]
		for _, m := range r(in, at) {
			found = add(found, match[B]{m.end, change(m.value)})
		}
		return found
	}
}
