// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"errors"
	"log/slog"
)

// Log returns an Audit of Options that writes each Event to a logger: at
// LevelInfo if the request was accepted or forbidden, at LevelWarn if it was
// rejected, malformed or throttled, at LevelError if something is broken, and at
// LevelDebug if it was just challenged or is anonymous, as most first requests
// are, or if the client did not wait for the answer. The message is the Outcome; Err is written only with what is broken, and of
// the Identity its Subject.
func Log(logger *slog.Logger) func(ctx context.Context, e Event) {
	return func(ctx context.Context, e Event) {
		logger.LogAttrs(ctx, e.level(), e.Outcome.String(), e.attrs()...)
	}
}

func (e Event) level() slog.Level {
	switch e.Outcome {
	case Accepted, Forbidden:
		return slog.LevelInfo
	case Rejected, Malformed, Throttled:
		return slog.LevelWarn
	case Anonymous, Challenged:
		return slog.LevelDebug
	}
	if errors.Is(e.Err, context.Canceled) { // anybody can have that
		return slog.LevelDebug
	}
	return slog.LevelError
}

// attrs returns what there is to say.
func (e Event) attrs() []slog.Attr {
	attrs := make([]slog.Attr, 0, 8)
	for _, a := range [...]struct{ key, value string }{
		{"class", e.Class()},
		{"scheme", e.Scheme},
		{"subject", e.Identity.Subject},
		{"claimed", e.Claimed},
		{"realm", e.Realm},
	} {
		if a.value != "" {
			attrs = append(attrs, slog.String(a.key, a.value))
		}
	}
	if e.Source.IsValid() {
		attrs = append(attrs, slog.String("source", e.Source.String()))
	}
	if e.Proxy {
		attrs = append(attrs, slog.Bool("proxy", true))
	}
	attrs = append(attrs, slog.Duration("duration", e.Duration))
	if e.Outcome == Broken && e.Err != nil {
		attrs = append(attrs, slog.String("error", e.Err.Error()))
	}
	return attrs
}
