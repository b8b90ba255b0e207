using Chatbot.Conversations;
using Chatbot.Dialogs;

namespace Chatbot.Programs;

/// <summary>Facts and prices, and what conversations ask of them.</summary>
internal static class ProgramsFeature
{
    public static IHostApplicationBuilder AddPrograms(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProgramActions>();
        Offer("sector_of", (programs, context) => programs.SectorOf(context.Arguments));
        Offer("quote_contribution", (programs, context) => programs.QuoteContribution(context.Arguments, context.Incoming.Now));
        Offer("accident_outcome", (_, context) => ProgramActions.AccidentOutcome(context.Incoming.Text));
        Offer("asked_price", (programs, context) => programs.PriceAsked(context.Incoming.Text, context.Incoming.Now));
        Offer("find_office", (programs, context) => programs.FindOffice(context.Arguments, context.Incoming.Now));
        Offer("find_channel", (programs, context) => programs.FindChannel(context.Arguments, context.Incoming.Channel, context.Incoming.Now));
        return builder;

        void Offer(string name, Func<ProgramActions, ActionContext, ActionResult> perform) =>
            builder.Services.AddSingleton(services =>
            {
                var programs = services.GetRequiredService<ProgramActions>();
                return new FeatureAction(
                    programs.Signatures.First(signature => signature.Name == name),
                    (context, _) => Task.FromResult(perform(programs, context)));
            });
    }
}
