// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// One line for each request, in a log of its own.
func ExampleLog() {
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		switch a.Key { // another one each time
		case slog.TimeKey, "duration":
			return slog.Attr{}
		case "claimed":
			return slog.String("claimed", "HASH")
		}
		return a
	}}))
	verify, err := basic.Passwords(map[string]string{"alice": "secret"})
	if err != nil {
		fmt.Println(err)
		return
	}
	auth, err := negotiate.NewServer(negotiate.Options{
		Realm: "staff",
		Audit: negotiate.Log(log),
	}, basic.New(verify, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range []string{"Basic YWxpY2U6c2VjcmV0", "Basic Ym9iOnNlY3JldA=="} {
		decision := auth.Begin(context.Background(), &scheme.Request{Secure: true, Header: func(string) []string { return []string{line} }})
		if _, err := decision.Authenticate(); err != nil {
			decision.Refuse(err) // and send what it returns
		}
		decision.End()
	}
	// Output:
	// level=INFO msg=accepted scheme=Basic subject=alice realm=staff
	// level=WARN msg=rejected class="unknown user" scheme=Basic claimed=HASH realm=staff
}
