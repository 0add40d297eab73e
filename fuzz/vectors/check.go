// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package vectors

import "errors"

// What can be wrong with a file.
var (
	errBlanks    = errors.New("not exactly one blank before the value, or one behind it")
	errDirectory = errors.New("field and directory differ")
	errEncoding  = errors.New("wrong encoding, or one that does not fit the body")
	errExpect    = errors.New("unknown answer, or one that this field cannot give")
	errField     = errors.New("unknown field")
	errItems     = errors.New("items do not fit field and answer")
	errKey       = errors.New("unknown or out of order")
	errLastLF    = errors.New("last line does not end with LF")
	errLines     = errors.New("number of lines does not fit field and answer")
	errMissing   = errors.New("missing, out of order, or without value")
	errName      = errors.New("name does not end in .txt")
	errNoBlank   = errors.New("no empty line after the header")
	errParam     = errors.New("parameter without name or =")
	errPercent   = errors.New("breaks the percent rules")
	errQuirk     = errors.New("quirk unknown, repeated, out of order, or not after a syntax error")
	errText      = errors.New("header has octets outside printable ASCII")
	errUTF8      = errors.New("value is not UTF-8")
)

// check tells whether the parts of v fit together.
func check(v Vector) error {
	answers := map[string]bool{"accept": true, "syntax error": true}
	switch v.Field {
	case "WWW-Authenticate", "Authentication-Info":
		answers["duplicate parameter"] = true
	case "Authorization":
		answers["duplicate parameter"] = true
		answers["more than one line"] = true
		answers["no field line"] = true
	case "ext-value":
	default:
		return errField
	}
	if !answers[v.Expect] {
		return errExpect
	}
	if len(v.Quirks) > 0 && (v.Expect != "syntax error" || v.Field == "ext-value") {
		return errQuirk
	}
	if !linesFit(v) {
		return errLines
	}
	if !itemsFit(v) {
		return errItems
	}
	return nil
}

// linesFit tells whether v has as many lines as field and answer ask for.
func linesFit(v Vector) bool {
	switch {
	case v.Expect == "no field line":
		return len(v.Lines) == 0
	case v.Expect == "more than one line":
		return len(v.Lines) > 1
	case v.Field == "Authorization", v.Field == "ext-value":
		return len(v.Lines) == 1
	default:
		return len(v.Lines) > 0
	}
}

// itemsFit tells whether v has the items that field and answer ask for.
func itemsFit(v Vector) bool {
	if v.Expect != "accept" && len(v.Quirks) == 0 || v.Field == "ext-value" {
		return len(v.Items) == 0
	}
	if v.Field != "WWW-Authenticate" && len(v.Items) != 1 {
		return false
	}
	for _, it := range v.Items {
		if (it.Scheme == "") != (v.Field == "Authentication-Info") {
			return false
		}
		if it.HasToken68 && (it.Token68 == "" || it.Scheme == "") {
			return false
		}
	}
	return true
}
