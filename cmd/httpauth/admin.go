// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/scheme"
)

var errOnlyFile = errors.New("-admins is for the accounts of -htpasswd: of the demo accounts, admin is one")

// checkAdmins returns an error if there is no such account in the file, or one
// that nobody can use: then the name is not what was meant.
func (o *offer) checkAdmins() error {
	for name := range strings.SplitSeq(o.admins, ",") {
		version, err := o.users.Version(context.Background(), nil, name)
		if err != nil {
			return err
		}
		if version == "" {
			return fmt.Errorf("-admins: %s has no account %q, or a disabled one", o.htpasswd, name)
		}
	}
	return nil
}

// isAdmin reports whether a party may see /admin. With a file these are the
// accounts that were named, whatever the others are called.
func (o *offer) isAdmin(id scheme.Identity) bool {
	if o.users != nil {
		return o.admins != "" && slices.Contains(strings.Split(o.admins, ","), id.Subject)
	}
	return slices.ContainsFunc(accounts, func(a account) bool { return a.admin && a.user == id.Subject })
}

// mayAdmin returns the check for what isAdmin is about: the scope for those who came
// with a token, the role for the others.
func mayAdmin(isAdmin func(scheme.Identity) bool) func(scheme.Identity) error {
	return func(id scheme.Identity) error {
		switch {
		case isAdmin(id):
			return nil
		case id.Scheme == "Bearer":
			return bearer.InsufficientScope("admin")
		}
		return &scheme.Requirement{Roles: scheme.NewSet("admin")}
	}
}
