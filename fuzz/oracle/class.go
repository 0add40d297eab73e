// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle

import "strings"

// Class names the places where an octet may stand, separated by one SP and in
// this order:
//
//	tchar        in a token
//	token68      in a token68, its padding left out
//	qdtext       in a quoted-string, as it is
//	quoted-pair  in a quoted-string, after a backslash
//
// It is "" for the octets that stand nowhere: the controls except HTAB.
func Class(b byte) string {
	var names []string
	for _, c := range []struct {
		name string
		class
	}{
		{"tchar", tchar},
		{"token68", token68Char},
		{"qdtext", qdtext},
		{"quoted-pair", escaped},
	} {
		if c.class(b) {
			names = append(names, c.name)
		}
	}
	return strings.Join(names, " ")
}
