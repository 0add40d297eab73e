// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle

import "strings"

// Challenges reads one WWW-Authenticate or Proxy-Authenticate field line.
// The items are nil unless the verdict is [Accepted]; they are nil too if the
// line holds no challenge, which the grammar allows.
func Challenges(line string) ([]Item, Verdict) {
	items, verdict := decide(wwwAuthenticate, fieldValue(line))
	if verdict == Accepted && repeats(items...) {
		return nil, Duplicate
	}
	return items, verdict
}

// Credentials reads one Authorization or Proxy-Authorization field line. The
// item is zero unless the verdict is [Accepted].
func Credentials(line string) (Item, Verdict) {
	item, verdict := decide(authorization, fieldValue(line))
	if verdict == Accepted && repeats(item) {
		return Item{}, Duplicate
	}
	return item, verdict
}

// Info reads one Authentication-Info or Proxy-Authentication-Info field line.
// The item has no scheme; it is zero unless the verdict is [Accepted], and
// zero too if the line holds no parameter, which the grammar allows.
func Info(line string) (Item, Verdict) {
	item, verdict := decide(authenticationInfo, fieldValue(line))
	if verdict == Accepted && repeats(item) {
		return Item{}, Duplicate
	}
	return item, verdict
}

// fieldValue strips what is no part of the value: "A field value does not
// include leading or trailing whitespace" (RFC 9110, section 5.5).
func fieldValue(line string) string {
	return strings.Trim(line, " \t")
}

// decide looks at the matches of a rule that cover all of the input. They
// differ in value, as equal ones have been added once only.
func decide[T any](r rule[T], in string) (T, Verdict) {
	var none T
	var whole []match[T]
	for _, m := range r(in, 0) {
		if m.end == len(in) {
			whole = append(whole, m)
		}
	}
	switch len(whole) {
	case 0:
		return none, Outside
	case 1:
		return whole[0].value, Accepted
	default:
		return none, Ambiguous
	}
}

// repeats reports whether a parameter name is repeated in one item:
// "the name token is matched case-insensitively and each parameter name MUST
// only occur once per challenge" (RFC 9110, section 11.2). Credentials and
// Authentication-Info are held to the same.
func repeats(items ...Item) bool {
	for _, item := range items {
		seen := make(map[string]bool)
		for _, p := range item.Params {
			name := lower(p.Name)
			if seen[name] {
				return true
			}
			seen[name] = true
		}
	}
	return false
}
