// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// A member of a union says what it is told to, and remembers that it was asked.
// Its challenge says what it has seen as the cause.
type member struct {
	id     string
	err    error
	asked  *[]string
	fails  error  // of Challenge
	common string // the challenge, if it is the same for all
}

func (member) Name() string { return "A" }

func (m member) Challenge(_ context.Context, r *scheme.Request, cause error) ([]header.Challenge, error) {
	if m.fails != nil && r.Target != "/" { // NewServer asks for /
		return nil, m.fails
	}
	if m.common != "" {
		return header.ParseChallenges([]string{m.common})
	}
	seen := "nothing"
	if cause != nil {
		seen = cause.Error()
	}
	c, err := header.NewChallenge("A", header.Token("of", m.id), header.Quoted("seen", seen))
	return []header.Challenge{c}, err
}

func (m member) Authenticate(context.Context, *scheme.Request, header.Credentials) (*scheme.Result, error) {
	if m.asked != nil {
		*m.asked = append(*m.asked, m.id)
	}
	if m.err != nil {
		return nil, m.err
	}
	return &scheme.Result{Identity: scheme.Identity{Subject: m.id}}, nil
}

// said is the error of a member, with a text of its own.
type said struct {
	text string
	error
}

func (e said) Error() string { return e.text }
func (e said) Unwrap() error { return e.error }

// What three members say (success, none, rejected, broken), and what comes of
// it: the member that decides, or that all leave it to each other.
const union = `
	SSS S1; SSN S1; SSR S1; SSB S1; SNS S1; SNN S1; SNR S1; SNB S1;
	SRS S1; SRN S1; SRR S1; SRB S1; SBS S1; SBN S1; SBR S1; SBB S1;
	NSS S2; NSN S2; NSR S2; NSB S2; NNS S3; NNN N; NNR R; NNB B3;
	NRS S3; NRN R; NRR R; NRB B3; NBS B2; NBN B2; NBR B2; NBB B2;
	RSS S2; RSN S2; RSR S2; RSB S2; RNS S3; RNN R; RNR R; RNB B3;
	RRS S3; RRN R; RRR R; RRB B3; RBS B2; RBN B2; RBR B2; RBB B2;
	BSS B1; BSN B1; BSR B1; BSB B1; BNS B1; BNN B1; BNR B1; BNB B1;
	BRS B1; BRN B1; BRR B1; BRB B1; BBS B1; BBN B1; BBR B1; BBB B1;
`

// Attack I03: the result of a union is fixed for all of its 64 rows. A member
// that is broken, in whatever way, is never covered up.
func TestAttack_I03_union(t *testing.T) {
	rows := 0
	for broken, status := range map[error]int{errors.New("x"): 500, scheme.ErrUnavailable: 503, context.DeadlineExceeded: 503} {
		verdicts := map[rune]error{'S': nil, 'N': scheme.ErrNoCredentials, 'R': scheme.ErrRejected, 'B': broken}
		seen := make(map[string]bool)
		for row := range strings.SplitSeq(strings.TrimSpace(strings.ReplaceAll(union, "\n", "")), ";") {
			says, want, ok := strings.Cut(strings.TrimSpace(row), " ")
			if !ok {
				continue
			}
			seen[says] = true
			rows++
			var asked []string
			var members []scheme.Scheme
			for i, v := range says {
				m := member{id: fmt.Sprint(i + 1), asked: &asked}
				if err := verdicts[v]; err != nil {
					m.err = said{string(v) + m.id, err}
				}
				members = append(members, m)
			}
			s := newServer(t, negotiate.Any(members...))
			v := s.Begin(t.Context(), request(false, "A x"))
			res, err := v.Authenticate()
			if got := outcome(res, err); got != want {
				t.Errorf("%s: %s, want %s", says, got, want)
			}
			// Nobody behind the one that decides is asked.
			wantAsked := 3
			if len(want) == 2 {
				wantAsked = int(want[1] - '0')
			}
			if len(asked) != wantAsked || !slices.IsSorted(asked) {
				t.Errorf("%s: asked %v", says, asked)
			}
			if err == nil {
				continue
			}
			d := v.Refuse(err)
			wantStatus, wantChallenges := 401, causes(says)
			if want[0] == 'B' {
				wantStatus, wantChallenges = status, ""
			}
			if got := shown(d.Challenges); d.Status != wantStatus || got != wantChallenges {
				t.Errorf("%s: %v, %s, want %d, %s", says, d, got, wantStatus, wantChallenges)
			}
		}
		if len(seen) != 64 {
			t.Errorf("%d rows", len(seen))
		}
	}
	if rows != 3*64 {
		t.Errorf("%d rows", rows)
	}
}

// outcome is that of a row.
func outcome(res *scheme.Result, err error) string {
	switch reason, _ := errors.AsType[scheme.Reason](err); {
	case err == nil:
		return "S" + res.Identity.Subject
	case reason == scheme.ErrRejected:
		return "R"
	case reason == scheme.ErrNoCredentials:
		return "N"
	}
	e, _ := errors.AsType[said](err)
	return e.text
}

// causes are what the members see if all of them refuse: each its own, or that of
// the one whose error counts if it was not concerned.
func causes(says string) string {
	var all []string
	for i, v := range says {
		own := i + 1
		if v == 'N' {
			own = 1
			if first := strings.IndexByte(says, 'R'); first >= 0 {
				v, own = 'R', first+1
			}
		}
		all = append(all, fmt.Sprintf(`%d saw %c%d`, i+1, v, own))
	}
	return strings.Join(all, ", ")
}

// shown is what the members have seen, as their challenges tell.
func shown(chs []header.Challenge) string {
	var all []string
	for _, ch := range chs {
		of, _ := ch.Param("of")
		seen, _ := ch.Param("seen")
		all = append(all, of+" saw "+seen)
	}
	return strings.Join(all, ", ")
}

// What is neither success nor "not mine" decides, too.
func TestUnionReasons(t *testing.T) {
	tests := []struct {
		first, second error
		status        int // 0: the identity of the second
		challenges    string
	}{
		{scheme.ErrMalformed, nil, 0, ""},
		{scheme.ErrUnknownUser, nil, 0, ""},
		{scheme.ErrMalformed, scheme.ErrNoCredentials, 401, "1 saw malformed credentials, 2 saw malformed credentials"},
		{scheme.ErrMalformed, scheme.ErrRejected, 401, "1 saw malformed credentials, 2 saw credentials rejected"},
		{scheme.ErrContinue, nil, 401, "1 saw another round is needed"},
		{scheme.ErrRejected, scheme.ErrContinue, 401, "2 saw another round is needed"},
		{scheme.ErrForbidden, nil, 403, "1 saw forbidden"},
		{scheme.ErrRejected, scheme.ErrForbidden, 403, "2 saw forbidden"},
		{scheme.ErrBadRequest, nil, 400, "1 saw bad request"},
		{scheme.ErrThrottled, nil, 429, ""},
		{scheme.ErrRejected, scheme.ErrThrottled, 429, ""},
		{scheme.ErrTooLarge, nil, 413, ""},
		{context.Canceled, nil, 503, ""},
		{errors.New("x"), nil, 500, ""},
	}
	for _, tt := range tests {
		members := []scheme.Scheme{member{id: "1", err: tt.first}, member{id: "2", err: tt.second}}
		nested := negotiate.Any(negotiate.Any(members[0]), negotiate.Any(members[1]))
		for _, u := range []scheme.Scheme{negotiate.Any(members...), nested} {
			s := newServer(t, u)
			v := s.Begin(t.Context(), request(false, "A x"))
			res, err := v.Authenticate()
			if tt.status == 0 {
				if err != nil || res.Identity.Subject != "2" || res.Identity.Scheme != "A" || res.Identity.Realm != "r" {
					t.Errorf("%v, %v: %v, %v", tt.first, tt.second, res, err)
				}
				continue
			}
			if err == nil {
				t.Errorf("%v, %v: accepted", tt.first, tt.second)
				continue
			}
			d := v.Refuse(err)
			if got := strings.ReplaceAll(shown(d.Challenges), "scheme: ", ""); d.Status != tt.status || got != tt.challenges {
				t.Errorf("%v, %v: %v, %s", tt.first, tt.second, d, got)
			}
		}
	}
	if len(tests) != 14 {
		t.Errorf("%d tests", len(tests))
	}
}

// A cause that comes from elsewhere goes to all members, and what they have in
// common is said once.
func TestUnionChallenges(t *testing.T) {
	s := newServer(t, negotiate.Any(member{id: "1"}, member{id: "2", common: "A x=1"}, member{id: "3", common: `a X="1"`}, member{id: "4"}))
	for err, want := range map[error]string{
		scheme.ErrNoCredentials:          "1 saw nothing,  saw , 4 saw nothing",
		said{"app", scheme.ErrForbidden}: "1 saw app,  saw , 4 saw app",
	} {
		v := s.Begin(t.Context(), request(false))
		if err != scheme.ErrNoCredentials {
			v = s.Begin(t.Context(), request(false, "A x"))
			v.Authenticate()
		}
		if d := v.Refuse(err); shown(d.Challenges) != want {
			t.Errorf("%v: %v", err, d.Challenges)
		}
	}
	// One that cannot be used over the connection is left out; if all are, or one
	// is out of order, there is no list.
	for fails, want := range map[error][2]int{scheme.ErrForbidden: {401, 403}, scheme.ErrUnavailable: {503, 503}, errors.New("x"): {500, 500}} {
		r := request(false)
		r.Target = "/x"
		one := newServer(t, negotiate.Any(member{id: "1", fails: fails}, member{id: "2"}))
		both := newServer(t, negotiate.Any(member{id: "1", fails: fails}, member{id: "2", fails: fails}))
		for i, s := range []*negotiate.Server{one, both} {
			if d := s.Begin(t.Context(), r).Refuse(scheme.ErrNoCredentials); d.Status != want[i] || (d.Status == 401) != (len(d.Challenges) == 1) {
				t.Errorf("%v: %v %v", fails, d, d.Challenges)
			}
		}
	}
}

// Attack I01: a union that is wrong is found when the server is made, and
// accepts nobody.
func TestAttack_I01_unions_that_are_none(t *testing.T) {
	for name, u := range map[string]scheme.Scheme{
		"empty":             negotiate.Any(),
		"nil":               negotiate.Any(nil),
		"nil, behind one":   negotiate.Any(member{}, nil),
		"nil, before one":   negotiate.Any(nil, member{}),
		"two names":         negotiate.Any(member{}, fake{name: "B"}),
		"one that is wrong": negotiate.Any(member{id: "1"}, fake{name: "A", fails: errors.New("x")}),
	} {
		if s, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, u); err == nil || s != nil {
			t.Errorf("%s: no error", name)
		}
		if name == "one that is wrong" {
			continue // Authenticate need not find that
		}
		if res, err := u.Authenticate(t.Context(), request(false), header.Credentials{}); err == nil || res != nil {
			t.Errorf("%s accepts", name)
		}
		if chs, err := u.Challenge(t.Context(), request(false), nil); err == nil || chs != nil {
			t.Errorf("%s has a challenge", name)
		}
	}
}

// A member that returns nonsense is broken; one with another Identity besides an
// error has none.
func TestUnionNonsense(t *testing.T) {
	good := &scheme.Result{Identity: scheme.Identity{Subject: "evil"}}
	for name, tt := range map[string]struct {
		first fake
		want  int
	}{
		"neither":            {fake{name: "A"}, 500},
		"no subject":         {fake{name: "A", result: new(scheme.Result)}, 500},
		"E05 both, rejected": {fake{name: "A", result: good, err: scheme.ErrRejected}, 401},
		"E05 both, a fault":  {fake{name: "A", result: good, err: errors.New("x")}, 500},
	} {
		s := newServer(t, negotiate.Any(tt.first, member{id: "2", err: scheme.ErrRejected}))
		v := s.Begin(t.Context(), request(false, "A x"))
		res, err := v.Authenticate()
		if res != nil || err == nil {
			t.Fatalf("%s: %v, %v", name, res, err)
		}
		if d := v.Refuse(err); d.Status != tt.want {
			t.Errorf("%s: %v", name, d)
		}
	}
}
