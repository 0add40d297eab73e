// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"encoding/json"
	"slices"

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

// A problem is the content of RFC 9457.
type problem struct {
	Type   string   `json:"type"`
	Title  string   `json:"title"`
	Status int      `json:"status"`
	Roles  []string `json:"required_role,omitempty"`
	Scopes []string `json:"required_scope,omitempty"`
}

// Body returns the content of the response and its media type: problem details
// (RFC 9457) or, if the lines of the Accept field of the request prefer it,
// plain text. It is the same for every refusal of one status, so that it does
// not tell an unknown user from a wrong password. Only the problem details of 403
// have more to say: the members required_role, an array of names of which one is
// needed, and required_scope, of which all are, as far as Required has them.
func (d *Refusal) Body(accepted []string) (mediaType string, body []byte) {
	const details, plain = "application/problem+json", "text/plain"
	title := titles[d.Status]
	if accept.Best(accepted, details, "application/json", plain) == plain {
		return plain + "; charset=utf-8", []byte(title + "\n")
	}
	p := problem{Type: "about:blank", Title: title, Status: d.Status}
	if q := d.Required; q != nil && d.Status == 403 {
		p.Roles, p.Scopes = slices.Collect(q.Roles.All()), slices.Collect(q.Scopes.All())
	}
	body, err := json.Marshal(p)
	if err != nil {
		panic("negotiate: " + err.Error()) // strings and numbers always marshal
	}
	return details, append(body, '\n')
}
