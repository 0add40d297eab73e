# WEBrick, with its own Digest. It reads the file of passwords, and adds a user.
require "webrick"
include WEBrick

dir, port = ARGV
users = HTTPAuth::Htdigest.new("#{dir}/htdigest")
users.auth_type = HTTPAuth::DigestAuth
users.set_passwd("interop", "bob", "open sesame")
users.flush

log = File.open("#{dir}/access.log", "w")
log.sync = true
server = HTTPServer.new(BindAddress: "127.0.0.1", Port: port, Logger: Log.new("#{dir}/error.log"),
                        AccessLog: [[log, "%s %m %U %u"]])
common = { Realm: "interop", UserDB: users, Logger: Log.new("#{dir}/error.log") }
{
  "/md5/" => { Algorithm: "MD5" },
  "/sess/" => { Algorithm: "MD5-sess" },
}.each do |path, options|
  auth = HTTPAuth::DigestAuth.new(common.merge(options))
  server.mount_proc(path) do |request, response|
    auth.authenticate(request, response)
    response.body = "#{request.request_method} #{request.body}"
  end
end
# It reads the content, and forgets it. Its proof is of that, in place of its own.
integrity = HTTPAuth::DigestAuth.new(common.merge(Algorithm: "MD5", Qop: ["auth-int"]))
server.mount_proc("/int/") do |request, response|
  integrity.authenticate(request, response)
  response.body = "a=b" if request.request_method == "POST"
end
trap("TERM") { server.shutdown }
server.start
