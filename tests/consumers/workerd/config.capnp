using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    # Whatever the worker asks for, the test's sandbox answers.
    (name = "internet", external = (address = "SANDBOX", http = ())),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const main :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "wechat-mobile-bind/wechat_mobile_bind.wasm", wasm = embed "wechat_mobile_bind.wasm"),
  ],
  compatibilityDate = "2026-01-01",
);
