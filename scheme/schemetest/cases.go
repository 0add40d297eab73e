// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

// The cases, in the order in which a new scheme is best mended.
var cases = []testCase{
	{
		name: "name",
		rule: rule("The name of a scheme is a token and always the same: scheme.Scheme, Name; RFC 9110, Section 11.1"),
		f:    checkName,
	},
	{
		name: "challenge",
		rule: rule("There is at least one challenge, all are of the scheme, no two mean the same, a realm is that of the request byte for byte, and nothing in them is secret: scheme.Scheme, Challenge; RFC 9110, Sections 11.3 and 11.5"),
		f:    checkChallenge,
	},
	{
		name: "causes",
		rule: rule("Challenge takes any cause. For none, and for one that leads to 401, there is a challenge, and for one that leads to 400 or 403 no error: scheme.Scheme, Challenge; RFC 9110, Section 15.5.2"),
		f:    checkCauses,
	},
	{
		name:  "client",
		rule:  rule("A client has the name of the scheme, always. Its answers are credentials of the scheme, to a challenge that was offered: scheme.Client, Name; scheme.Answer"),
		needs: aClient,
		f:     checkClient,
	},
	{
		name:  "accept",
		rule:  rule("Authenticate returns a Result without an error for the right client, with the Subject that it has, within the rounds allowed: scheme.Scheme, Authenticate; scheme.Identity"),
		needs: aClient,
		f:     checkAccept,
	},
	{
		name:  "reject",
		rule:  rule("Authenticate returns no Result, but an error with a Reason for 401, for the wrong client: scheme.Scheme, Authenticate; RFC 9110, Section 11.4"),
		needs: aWrong,
		f:     checkReject,
	},
	{
		name: "garbage",
		rule: rule("Credentials that mean nothing are ErrMalformed, ErrRejected or ErrBadRequest, never accepted, and never a panic: scheme.Scheme, Authenticate; scheme.Reason"),
		also: aClient,
		f:    checkGarbage,
	},
	{
		name:  "near-miss",
		rule:  rule("Right credentials of which a part is missing get a proper Reason, and wrong ones do not become right by leaving something out: scheme.Scheme, Authenticate"),
		needs: aClient | aWrong,
		f:     checkNearMiss,
	},
	{
		name:  "canceled",
		rule:  rule("With a canceled context, right credentials are accepted or get ErrUnavailable or the error of the context, never a verdict on them: scheme.Scheme, Authenticate; package scheme"),
		needs: aClient,
		also:  aWrong,
		f:     checkCanceled,
	},
	{
		name:  "concurrent",
		rule:  rule("Methods are called concurrently; no request gets the verdict on another: scheme.Scheme; scheme.Client"),
		needs: aClient,
		also:  aWrong,
		f:     checkConcurrent,
	},
	{
		name:  "request",
		rule:  rule("Nobody changes a Request or its field lines, and Authenticate does not keep it: scheme.Request; scheme.Scheme, Authenticate"),
		needs: aClient,
		also:  aWrong,
		f:     checkRequest,
	},
	{
		name:  "realm",
		rule:  rule("Credentials that name a realm are worth nothing in another one: scheme.ErrRejected; RFC 9110, Section 11.5; RFC 7616, Section 3.4"),
		needs: aClient,
		f:     checkRealm,
	},
	{
		name:  "replay",
		rule:  rule("If challenges have a nonce, the same credentials are accepted once at the most, also when presented at the same time: scheme.ErrRejected; RFC 7616, Section 5.4"),
		needs: aClient,
		f:     checkReplay,
	},
	{
		name:  "letter-case",
		rule:  rule("The letter case of a scheme name and of a parameter name has no meaning, at both ends: RFC 9110, Sections 11.1 and 11.2"),
		needs: aClient,
		also:  aWrong,
		f:     checkLetterCase,
	},
	{
		name:  "claim",
		rule:  rule("If the name that credentials claim is refused, so are they, right or wrong, with that error: scheme.Request, Claim"),
		needs: aClient,
		also:  aWrong,
		f:     checkClaim,
	},
	{
		name: "secrets",
		rule: rule("No secret is in an error, in a response or in an Identity, and no part of the credentials is in an error: scheme.Scheme, Authenticate; RFC 9110, Section 17.16.2"),
		f:    checkSecrets,
	},
	{
		name:  "info",
		rule:  rule("The Info of a Result is well-formed, and the client is satisfied with it: scheme.Result; scheme.Exchange, Verify; RFC 9110, Section 11.6.3"),
		needs: aClient,
		f:     checkInfo,
	},
	{
		name:  "info-tampered",
		rule:  rule("A client that reports that the server proved itself has checked the proof, for this exchange: scheme.Exchange, Verify; RFC 7616, Section 3.5"),
		needs: aClient,
		f:     checkTampered,
	},
	{
		name:  "content",
		rule:  rule("A scheme that reads the content of a request accepts no other, and takes an error of it for no verdict; a client whose server read the content of the response does not take another for proved: scheme.Request, Content; scheme.Result, Content; RFC 7616, Section 3.4.3"),
		needs: aClient,
		f:     checkContent,
	},
	{
		name:  "hostile-server",
		rule:  rule("Whatever a server sends, a client does not panic, and answers with credentials of its scheme or an error: scheme.Exchange, Next and Verify"),
		needs: aClient,
		f:     checkHostileServer,
	},
	{
		name:  "gives-up",
		rule:  rule("A client whose answers are refused again and again returns ErrRejected or ErrDeclined within the rounds allowed: scheme.Exchange, Next"),
		needs: aClient,
		f:     checkGivesUp,
	},
}
