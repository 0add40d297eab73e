// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"encoding/json"

	"github.com/go-httpauth/httpauth/internal/accept"
)

var titles = map[int]string{
	400: "Bad Request",
	401: "Unauthorized",
	403: "Forbidden",
	407: "Proxy Authentication Required",
	413: "Content Too Large",
	429: "Too Many Requests",
	500: "Internal Server Error",
	503: "Service Unavailable",
}

// Body returns the content of the response and its media type: problem details
// (RFC 9457) or, if the lines of the Accept field of the request prefer it,
// plain text. It is the same for every refusal of one status, so that it does
// not tell an unknown user from a wrong password.
func (d *Refusal) Body(accepted []string) (mediaType string, body []byte) {
	const problem, plain = "application/problem+json", "text/plain"
	title := titles[d.Status]
	if accept.Best(accepted, problem, "application/json", plain) == plain {
		return plain + "; charset=utf-8", []byte(title + "\n")
	}
	body, err := json.Marshal(struct {
		Type   string `json:"type"`
		Title  string `json:"title"`
		Status int    `json:"status"`
	}{"about:blank", title, d.Status})
	if err != nil {
		panic("negotiate: " + err.Error()) // strings and a number always marshal
	}
	return problem, append(body, '\n')
}
