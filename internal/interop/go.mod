module github.com/go-httpauth/httpauth/internal/interop

go 1.26

require github.com/go-httpauth/httpauth v0.0.0

replace github.com/go-httpauth/httpauth => ../..
