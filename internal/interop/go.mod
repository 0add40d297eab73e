module github.com/go-httpauth/httpauth/internal/interop

go 1.26

require github.com/go-httpauth/httpauth v0.0.0

require (
	golang.org/x/crypto v0.53.0 // indirect
	golang.org/x/sys v0.46.0 // indirect
)

replace github.com/go-httpauth/httpauth => ../..
