// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle

// No field is ambiguous, so that verdict can only be tested with grammars
// that are so on purpose. Both read a token or a token68.

// Twofold decides which of the two it is.
func Twofold(in string) (string, Verdict) {
	kind := func(name string) func(string) string {
		return func(string) string { return name }
	}
	return decide(either(apply(token, kind("token")), apply(token68, kind("token68"))), in)
}

// Onefold decides what the text is, which is the same in both cases.
func Onefold(in string) (string, Verdict) {
	return decide(either(token, token68), in)
}

// Nested is *( "a" / *"a" ), which has endlessly many derivations.
func Nested(in string) (string, Verdict) {
	a := literal("a")
	return decide(many(either(a, many(a, concat)), concat), in)
}
