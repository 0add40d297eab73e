// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import (
	"errors"
	"strings"
)

var errQuirk = errors.New("header: no such quirk")

// String returns the names of the quirks, such as "bare-values,missing-comma".
func (q Quirks) String() string {
	var b strings.Builder
	for i, name := range quirkNames {
		if q&(1<<i) == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.WriteString(name)
	}
	return b.String()
}

// MarshalText returns String, for JSON and flags. The error is always nil.
func (q Quirks) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText sets q to the quirks that text names, with commas or blanks
// between the names. Without a name, it sets none.
func (q *Quirks) UnmarshalText(text []byte) error {
	var set Quirks
	for element := range List(string(text)) {
		for word := range Words(element) {
			bit := Quirks(0)
			for i, name := range quirkNames {
				if word == name {
					bit = 1 << i
				}
			}
			if bit == 0 {
				return errQuirk
			}
			set |= bit
		}
	}
	*q = set
	return nil
}
