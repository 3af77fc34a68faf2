using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    # The sandbox is on this machine, which a worker can't reach unless it is told so.
    (name = "internet", network = (allow = ["public", "private"])),
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
