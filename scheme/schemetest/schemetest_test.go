// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// Fewer than this mean that some got lost.
const (
	minCases   = 21
	minMutants = 81
	minJunk    = 38
)

// Good schemes pass, and the cases that look at nothing say so.
func TestGood(t *testing.T) {
	for _, tt := range []struct {
		name      string
		cfg       Config
		notTested []string
	}{
		{"ApiKey", apiKeyConfig(), []string{"realm", "replay", "claim", "info-tampered", "content"}},
		{"HMAC", hmacConfig(), []string{"realm", "replay", "claim", "info-tampered", "content"}},
		{"MAC", macConfig(), nil},
		{"Two-Step", twoStepConfig(), []string{"realm", "replay", "claim", "info-tampered", "content"}},
		{"MAC at a proxy", atProxy(macConfig()), nil},
		{"MAC alone", Config{Scheme: macConfig().Scheme}, []string{
			"client", "accept", "reject", "garbage", "near-miss", "canceled", "concurrent", "request", "realm", "replay",
			"letter-case", "claim", "secrets", "info", "info-tampered", "content", "hostile-server", "gives-up"}},
		{"MAC with one client", oneClient(macConfig()), []string{"reject", "near-miss", "canceled", "concurrent", "request", "letter-case", "claim"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var not []string
			for _, c := range cases {
				err := check(t, tt.cfg, c)
				if _, ok := errors.AsType[notTested](err); ok {
					not = append(not, c.name)
				} else if err != nil {
					t.Errorf("%s: %v", c.name, err)
				}
			}
			if !slices.Equal(not, tt.notTested) {
				t.Errorf("not tested: %v, want %v", not, tt.notTested)
			}
			Run(t, tt.cfg)
		})
	}
}

func atProxy(cfg Config) Config {
	cfg.Request = func() *scheme.Request {
		return &scheme.Request{Method: "CONNECT", Target: "example.com:443", Realm: "the proxy", Proxy: true}
	}
	return cfg
}

// oneClient returns cfg with a Client that is always the same, and no Wrong.
func oneClient(cfg Config) Config {
	c := cfg.Client(nil)
	cfg.Client = func(*testing.T) scheme.Client { return c }
	cfg.Wrong = nil
	return cfg
}

// Every mutant is caught by the case that it names, for the reason that it
// names, and every case catches a mutant.
func TestMutants(t *testing.T) {
	catches := make(map[string]int)
	all := mutants()
	for _, m := range all {
		t.Run(m.name, func(t *testing.T) {
			i := slices.IndexFunc(cases, func(c testCase) bool { return c.name == m.by })
			if i < 0 {
				t.Fatalf("there is no case %s", m.by)
			}
			var err error
			// In a bubble nobody wins a race by luck: see stateMutants.
			synctest.Test(t, func(t *testing.T) { err = check(t, m.cfg(), cases[i]) })
			if _, untested := errors.AsType[notTested](err); err == nil || untested {
				t.Fatalf("has survived %s: %v", m.by, err)
			}
			if !strings.Contains(err.Error(), m.want) {
				t.Errorf("%s found %v, want something of %q", m.by, err, m.want)
			}
			catches[m.by]++
		})
	}
	for _, c := range cases {
		if catches[c.name] == 0 {
			t.Errorf("no mutant needs the case %s", c.name)
		}
	}
	if len(cases) < minCases || len(all) < minMutants {
		t.Errorf("%d cases and %d mutants, where there were %d and %d", len(cases), len(all), minCases, minMutants)
	}
	t.Logf("%d cases, %d mutants", len(cases), len(all))
}

// A failure tells the rule, where it is written, and where the case is.
func TestReport(t *testing.T) {
	source := 0
	for _, c := range cases {
		if strings.Contains(c.rule, "cases.go:") && (strings.Contains(c.rule, ": scheme.") || strings.Contains(c.rule, ": RFC ")) {
			source++
		} else {
			t.Errorf("%s: the rule does not say where it is from: %s", c.name, c.rule)
		}
	}
	if source < minCases {
		t.Errorf("only %d rules were looked at", source)
	}
	c := cases[0]
	for _, tt := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{notTested("there is nothing"), "skip: NOT TESTED: there is nothing"},
		{errors.New("it is wrong"), "error: it is wrong\nrule: " + c.rule},
	} {
		var r recorder
		if report(&r, c, tt.err); r.got != tt.want {
			t.Errorf("%v: %s, want %s", tt.err, r.got, tt.want)
		}
	}
}

type recorder struct{ got string }

func (*recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.got += "error: " + fmt.Sprintf(format, args...)
}
func (r *recorder) Skipf(format string, args ...any) {
	r.got += "skip: " + fmt.Sprintf(format, args...)
}

func TestValidate(t *testing.T) {
	good := macConfig()
	for name, change := range map[string]func(*Config){
		"no Scheme":  func(cfg *Config) { cfg.Scheme = nil },
		"no Request": func(cfg *Config) { cfg.Request = func() *scheme.Request { return nil } },
		"no secret":  func(cfg *Config) { cfg.Secrets = []string{"open sesame", ""} },
	} {
		cfg := good
		if change(&cfg); cfg.validate() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if err := good.validate(); err != nil {
		t.Error(err)
	}
	good.Scheme = func(*testing.T) scheme.Scheme { return nil }
	if check(t, good, cases[0]) == nil {
		t.Error("a Scheme that is nil is accepted")
	}
}

// All of junk must reach the scheme: it is in the grammar, at both ends, and
// each entry is one challenge.
func TestJunk(t *testing.T) {
	for _, j := range junk {
		_, err := header.ParseCredentials([]string{"MAC" + j.text})
		chs, err2 := header.ParseChallenges([]string{"MAC" + j.text})
		if err := errors.Join(err, err2); err != nil || len(chs) != 1 {
			t.Errorf("%s: %d challenges, %v", j.why, len(chs), err)
		}
	}
	if len(junk) < minJunk {
		t.Errorf("%d entries, where there were %d", len(junk), minJunk)
	}
}

// A secret is found wherever it stands in base64.
func TestForms(t *testing.T) {
	s := &suite{cfg: Config{Secrets: []string{"open sesame"}}}
	for _, before := range []string{"", "a", "ab", "abc", "Aladdin:"} {
		for _, after := range []string{"", "x", "xy", "xyz"} {
			if text := encoded(before + "open sesame" + after); !s.leaks("x" + text) {
				t.Errorf("%s is not seen", text)
			}
		}
	}
	for _, text := range []string{"", "open", encoded("open the window"), "6f70656e"} {
		if s.leaks(text) {
			t.Errorf("%s is no leak", text)
		}
	}
}
