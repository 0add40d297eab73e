// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle_test

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/fuzz/oracle"
)

// A deriver walks the grammar in the other direction: it makes lines, rule by
// rule, and knows what they mean. That its meaning is the only one that the
// oracle finds shows again that the grammar is unambiguous.
type deriver struct {
	*rand.Rand
	names int
}

func (d *deriver) of(choices ...string) string { return choices[d.IntN(len(choices))] }

func (d *deriver) blanks() string { return d.of("", "", " ", "\t", "  ", " \t ") }

func (d *deriver) token() string { return d.of("a", "B", "c-d", "'", "09", "*!", "a+") }

func (d *deriver) quoted() (text, value string) {
	for range d.IntN(4) {
		octet := d.of("x", ",", "=", " ", "\t", "\xe4", `"`, `\`)
		if octet == `"` || octet == `\` || d.IntN(4) == 0 {
			text += `\`
		}
		text += octet
		value += octet
	}
	return `"` + text + `"`, value
}

// param never uses a name twice.
func (d *deriver) param() (string, oracle.Param) {
	d.names++
	p := oracle.Param{Name: d.token() + strconv.Itoa(d.names), Quoted: d.IntN(2) == 0}
	text := d.token()
	p.Value = text
	if p.Quoted {
		text, p.Value = d.quoted()
	}
	return p.Name + d.blanks() + "=" + d.blanks() + text, p
}

// list derives [ element ] *( OWS "," OWS [ element ] ).
func (d *deriver) list(max int, element func() string) string {
	var b strings.Builder
	for i := range 1 + d.IntN(max) {
		if i > 0 {
			b.WriteString(d.blanks() + "," + d.blanks())
		}
		if d.IntN(3) > 0 {
			b.WriteString(element())
		}
	}
	return b.String()
}

func (d *deriver) params() (string, []oracle.Param) {
	var params []oracle.Param
	text := d.list(4, func() string {
		text, p := d.param()
		params = append(params, p)
		return text
	})
	return text, params
}

// auth derives a challenge or credentials.
func (d *deriver) auth() (string, oracle.Item) {
	item := oracle.Item{Scheme: d.token()}
	text := item.Scheme
	switch d.IntN(4) {
	case 0:
	case 1:
		item.Token68 = d.of("a", "b/", "c-d", "09", "a+") + d.of("", "=", "==")
		text += d.of(" ", "  ") + item.Token68
	default:
		var params string
		params, item.Params = d.params()
		text += d.of(" ", "  ") + params
	}
	return text, item
}

func TestDerivedLines(t *testing.T) {
	const lines = 3000
	d := &deriver{Rand: rand.New(rand.NewPCG(9110, 11))}
	different := make(map[string]bool)
	equal := func(line, got, want string) {
		t.Helper()
		different[line] = true
		if got != want {
			t.Errorf("%q\n got %s\nwant %s", line, got, want)
		}
	}
	for range lines / 3 {
		var items []oracle.Item
		line := d.list(4, func() string {
			text, item := d.auth()
			items = append(items, item)
			return text
		})
		equal(line, challenges(line), show(oracle.Accepted, items...))

		line, item := d.auth()
		equal(line, credentials(line), show(oracle.Accepted, item))

		line, params := d.params()
		equal(line, info(line), show(oracle.Accepted, oracle.Item{Params: params}))
	}
	if len(different) < lines/2 {
		t.Errorf("%d different lines, want at least %d", len(different), lines/2)
	}
	t.Logf("%d different lines", len(different))
}
