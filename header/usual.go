// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// scanUsual reads the parameters from s[i] on that are written as nearly
// everybody writes them: a name, "=", a token or a quoted-string without
// escapes, and then the end of s, or a comma and at most one blank. All else it
// leaves to scanList: faults, escapes, names whose class has occurred, other
// blanks and commas. scanList could read these parameters too, in a third more
// time; a test compares the two.
//
// next is the start of the first element that it has not read, and seen has the
// classes of the names. If done is true, the list ends at next: that is the end
// of s, or the start of a token with one blank behind it, which is a scheme.
func scanUsual(s string, i int) (l list, next int, seen uint64, done bool) {
	l.start, l.end = i, i
	for {
		j := tokenEnd(s, i)
		if j == i || j+1 >= len(s) {
			return l, i, seen, false
		}
		if s[j] != '=' {
			isScheme := s[j] == ' ' && s[j+1] != '=' && class[s[j+1]]&isBlank == 0
			return l, i, seen, isScheme && l.end > l.start
		}
		bit := nameClass(s[i:j])
		if seen&bit != 0 {
			return l, i, seen, false
		}
		value, stop, end := j+1, j+1, 0
		if s[value] == '"' {
			stop = skipText(s, value+1)
			for stop < len(s) && class[s[stop]]&isQdtext != 0 {
				stop++
			}
			if stop == len(s) || s[stop] != '"' {
				return l, i, seen, false
			}
			end = stop + 1
		} else {
			for stop < len(s) && class[s[stop]]&isTchar != 0 {
				stop++
			}
			if stop == value {
				return l, i, seen, false
			}
			if isRealm(s[i:j]) {
				l.shape |= loose
			}
			end = stop
		}
		if end < len(s) && s[end] != ',' {
			return l, i, seen, false
		}
		l.add(i, j-i, stop-value, end)
		seen |= bit
		if end == len(s) {
			return l, end, seen, true
		}
		if i = end + 1; i < len(s) && s[i] == ' ' {
			i++
		}
	}
}
