// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/go-httpauth/httpauth/fuzz/vectors"
	"github.com/go-httpauth/httpauth/header"
)

// TestVectors holds header to every vector, as a strict parser.
func TestVectors(t *testing.T) {
	all, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range all {
		parse, ok := parsers[v.Field]
		if !ok {
			continue
		}
		n++
		items, err := parse(v.Lines)
		if got := outcome(err); got != v.Expect {
			t.Errorf("%s: %s, want %s (%s)", v.Name, got, v.Expect, v.Comment)
			continue
		}
		if err != nil {
			continue
		}
		if diff := cmp.Diff(v.Items, items); diff != "" {
			t.Errorf("%s: %s", v.Name, diff)
		}
	}
	if n < 1239 {
		t.Errorf("only %d vectors were looked at", n)
	}
}

var parsers = map[string]func(lines []string) ([]vectors.Item, error){
	"WWW-Authenticate": func(lines []string) (items []vectors.Item, err error) {
		chs, err := header.ParseChallenges(lines)
		for _, ch := range chs {
			items = append(items, itemOf(ch))
		}
		return items, err
	},
	"Authorization": func(lines []string) ([]vectors.Item, error) {
		c, err := header.ParseCredentials(lines)
		if err != nil {
			return nil, err
		}
		return []vectors.Item{itemOf(c)}, nil
	},
	"Authentication-Info": func(lines []string) ([]vectors.Item, error) {
		info, err := header.ParseInfo(lines)
		if err != nil {
			return nil, err
		}
		return []vectors.Item{{Params: paramsOf(info.Params())}}, nil
	},
}

func itemOf(v interface {
	Scheme() string
	Token68() (string, bool)
	Params() header.Params
}) vectors.Item {
	it := vectors.Item{Scheme: v.Scheme(), Params: paramsOf(v.Params())}
	it.Token68, it.HasToken68 = v.Token68()
	return it
}

func paramsOf(ps header.Params) (out []vectors.Param) {
	for p := range ps.All() {
		out = append(out, vectors.Param{Name: p.Name, Value: p.Value(), Quoted: p.IsQuoted()})
	}
	return out
}

// outcome names the layer that refuses, as the vectors do.
func outcome(err error) string {
	var syntax *header.SyntaxError
	switch {
	case err == nil:
		return "accept"
	case err == header.ErrAbsent:
		return "no field line"
	case !errors.As(err, &syntax):
		return err.Error()
	case strings.Contains(syntax.Reason, "twice"):
		return "duplicate parameter"
	case syntax.Reason == "more than one field line":
		return "more than one line"
	}
	return "syntax error"
}
