// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package vectors

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// parseResult reads the rest of the header: the value of an ext-value, or
// items.
func parseResult(h *header, v *Vector) error {
	if v.Field == "ext-value" && v.Expect == "accept" {
		value, ok, err := h.next("value")
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("key %q: %w", "value", errMissing)
		}
		if v.Value, err = unescape(value, false); err != nil {
			return err
		}
		if !utf8.ValidString(v.Value) {
			return errUTF8
		}
	}
	for v.Field != "ext-value" {
		item, ok, err := parseItem(h)
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		v.Items = append(v.Items, item)
	}
	if len(h.lines) > 0 {
		key, _, _ := strings.Cut(h.lines[0], ":")
		return fmt.Errorf("key %q: %w", key, errKey)
	}
	return nil
}

// parseItem reads one item line and what belongs to it.
func parseItem(h *header) (it Item, ok bool, err error) {
	scheme, ok, err := h.next("item")
	if err != nil || !ok {
		return it, false, err
	}
	if it.Scheme, err = unescape(scheme, false); err != nil {
		return it, false, err
	}
	token68, has, err := h.next("token68")
	if err != nil {
		return it, false, err
	}
	if has {
		it.HasToken68 = true
		it.Token68, err = unescape(token68, false)
		return it, err == nil, err
	}
	for {
		p, ok, err := parseParam(h)
		if err != nil || !ok {
			return it, err == nil, err
		}
		it.Params = append(it.Params, p)
	}
}

// parseParam reads one line of a parameter.
func parseParam(h *header) (p Param, ok bool, err error) {
	text, ok, err := h.next("param")
	if err == nil && !ok {
		text, ok, err = h.next("quoted")
		p.Quoted = true
	}
	if err != nil || !ok {
		return p, false, err
	}
	name, value, ok := strings.Cut(text, "=")
	if !ok || name == "" {
		return p, false, errParam
	}
	if p.Name, err = unescape(name, false); err != nil {
		return p, false, err
	}
	p.Value, err = unescape(value, false)
	return p, err == nil, err
}
