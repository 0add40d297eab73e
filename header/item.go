// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// An item is one challenge, one set of credentials, or the parameters of an
// Info, which has no scheme. It is zero or valid. It is small enough for
// registers, which makes up for all that is looked for in the text again.
type item struct {
	text   string // from the first byte of the scheme to the last of the value
	scheme uint32 // length of the scheme
	value  uint32 // start of the token68 or of the first parameter, or len(text)
	shape  shape  // what the value is
}

// Scheme returns the name of the scheme as it was written.
func (it item) Scheme() string { return it.text[:it.scheme] }

// Is reports whether the scheme has that name, in whatever letter case.
func (it item) Is(scheme string) bool { return EqualFold(it.Scheme(), scheme) }

// Token68 returns the token68, if there is one in place of parameters.
func (it item) Token68() (token string, ok bool) {
	if !it.single() {
		return "", false
	}
	return it.text[it.value:], true
}

// Params returns the parameters.
func (it item) Params() Params {
	if it.single() {
		return Params{}
	}
	return Params{it}
}

// Param returns the value of the parameter of that name, in whatever letter
// case, without quotes and escapes.
func (it item) Param(name string) (value string, ok bool) { return it.Params().Get(name) }

// IsZero reports whether there is nothing.
func (it item) IsZero() bool { return it.text == "" }

func (it item) equal(other item) bool {
	if !it.Is(other.Scheme()) || it.single() != other.single() {
		return false
	}
	if it.single() {
		return it.text[it.value:] == other.text[other.value:]
	}
	return it.Params().Equal(other.Params())
}

// write returns the item as append writes it.
func (it item) write() string {
	if it.isPlain() {
		return it.text
	}
	var stack [usualLength]byte
	return string(it.append(stack[:0]))
}

// isPlain reports whether the text is as append writes it. A value with escapes
// may have some that are not needed.
func (it item) isPlain() bool {
	blank := uint32(1) // behind the scheme
	if it.scheme == 0 || int(it.scheme) == len(it.text) {
		blank = 0
	}
	return it.value == it.scheme+blank && it.shape&(loose|hasEscapes|bare68) == 0
}

// append appends the item as a sender must write it, whatever blanks and empty
// elements it was received with (RFC 9110, Sections 5.6.1.1 and 5.6.3).
func (it item) append(b []byte) []byte {
	b = append(b, it.Scheme()...)
	if int(it.value) == len(it.text) || it.shape == bare68 {
		return b
	}
	b = append(b, ' ')
	if it.shape == token68 {
		return append(b, it.text[it.value:]...)
	}
	return Params{it}.append(b)
}

// single reports whether there is a token68 in place of parameters.
func (it item) single() bool { return it.shape&(token68|bare68) != 0 }
