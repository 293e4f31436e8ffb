require 'rails'
require 'action_controller/railtie'
require 'rack/cors'

class Api < Rails::Application
  config.load_defaults 6.1
  config.api_only = true
  config.eager_load = false
  config.root = File.expand_path('..', __dir__)
  config.hosts.clear
  config.logger = Logger.new(nil)
end

class ApiController < ActionController::API
  def ok
    render json: { ok: true }
  end

  def echo
    return head(:unauthorized) if request.headers['Authorization'].blank?

    render json: request.raw_post
  end

  def boom
    raise 'boom'
  end
end

Api.initialize!
Api.routes.draw do
  get '/ok', to: 'api#ok'
  put '/ok', to: 'api#ok'
  post '/echo', to: 'api#echo'
  get '/boom', to: 'api#boom'
end
