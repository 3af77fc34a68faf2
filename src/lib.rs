//! Binds a user by the mobile phone number that WeChat authorised.
