/**
 * 会员资料：演示用，只保存在本机。
 *
 * @typedef {object} Profile
 * @property {string} nickName 昵称
 */

const STORAGE_KEY = 'profile'

/** 已登录的会员；未登录时为 null。 @returns {Profile | null} */
function load() {
  const saved = wx.getStorageSync(STORAGE_KEY)
  return saved && typeof saved.nickName === 'string' ? saved : null
}

/** @param {string} nickName @returns {Profile} */
function save(nickName) {
  const profile = { nickName }
  wx.setStorageSync(STORAGE_KEY, profile)
  return profile
}

function clear() {
  wx.removeStorageSync(STORAGE_KEY)
}

module.exports = { load, save, clear }
