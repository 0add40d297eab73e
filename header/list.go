// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import (
	"iter"
	"strings"
)

// List yields the elements of a comma-separated list inside a value, such as
// that of Digest's qop="auth, auth-int". Blanks round an element are no part of
// it, and empty elements are left out.
func List(value string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for element := range strings.SplitSeq(value, ",") {
			start, end := trimBlank(element)
			if start < end && !yield(element[start:end]) {
				return
			}
		}
	}
}

// Words yields the words of a list with blanks between them inside a value, such
// as that of Bearer's scope, Digest's domain and DPoP's algs.
func Words(value string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := skipBlank(value, 0); i < len(value); {
			end := i
			for end < len(value) && class[value[end]]&isBlank == 0 {
				end++
			}
			if !yield(value[i:end]) {
				return
			}
			i = skipBlank(value, end)
		}
	}
}
